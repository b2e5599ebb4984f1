//! Writing. On SQLite one task owns the writing connection: it takes whatever writes wait, runs
//! each inside a savepoint of one transaction, and tells all of them the result of one commit.
//! With `synchronous = FULL` a commit waits for the disk, so sharing it is what makes a rush of
//! sign-ups fast without weakening what "saved" means.

use crate::http::Failure;
use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::{AnyConnection, AnyPool, Connection, Executor};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use tokio::sync::{Notify, mpsc, oneshot, watch};

/// The future of a write.
pub type WriteFuture<'c, T> = BoxFuture<'c, Result<T, Failure>>;

/// Writes that may wait; beyond it the server answers that it is busy.
const WAITING: usize = 4096;
/// Writes that share one commit at most.
const TOGETHER: usize = 256;

/// Told after the commit whether it held.
type Tell = Box<dyn FnOnce(Result<(), Failure>) + Send>;
/// A write whose result waits inside it. `Err` asks for its own part to be rolled back.
type Job = Box<dyn for<'c> FnOnce(&'c mut AnyConnection) -> BoxFuture<'c, Result<Tell, Tell>> + Send>;

/// The door for writes.
#[derive(Clone)]
pub(super) enum Writer {
    Grouping(Queue),
    Pooled(AnyPool),
}

/// The way to the task that owns the writing connection.
#[derive(Clone)]
pub(super) struct Queue {
    jobs: mpsc::Sender<Job>,
    /// Asks the task to take no more.
    close: Arc<Notify>,
    /// Ends when the task has.
    ended: watch::Receiver<()>,
}

impl Writer {
    /// All writes through `connection`, many to a commit.
    pub(super) fn grouping(connection: AnyConnection) -> Self {
        let (sender, jobs) = mpsc::channel(WAITING);
        let (end, ended) = watch::channel(());
        let queue = Queue { jobs: sender, close: Arc::default(), ended };
        let close = queue.close.clone();
        tokio::spawn(async move {
            work_off(connection, jobs, &close).await;
            drop(end);
        });
        Self::Grouping(queue)
    }

    /// Each write a transaction of the pool's.
    pub(super) fn pooled(pool: AnyPool) -> Self {
        Self::Pooled(pool)
    }

    /// Runs `work`; see [`super::Store::write`].
    pub(super) async fn run<T, F>(&self, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut AnyConnection) -> WriteFuture<'c, T> + Send + 'static,
    {
        match self {
            Self::Pooled(pool) => {
                let mut transaction = pool.begin().await?;
                let answer = work(&mut transaction).await?;
                transaction.commit().await?;
                Ok(answer)
            }
            Self::Grouping(queue) => {
                let (tell, told) = oneshot::channel();
                queue.jobs.try_send(job(work, tell)).map_err(|_| Failure::busy())?;
                told.await.map_err(|_| Failure::busy())?
            }
        }
    }

    /// Takes no more writes, and returns when those that wait are committed.
    pub(super) async fn finish(&self) {
        if let Self::Grouping(queue) = self {
            queue.close.notify_one();
            // The only news is that the task is gone.
            let _ = queue.ended.clone().changed().await;
        }
    }
}

fn job<T, F>(work: F, tell: oneshot::Sender<Result<T, Failure>>) -> Job
where
    T: Send + 'static,
    F: for<'c> FnOnce(&'c mut AnyConnection) -> WriteFuture<'c, T> + Send + 'static,
{
    Box::new(move |connection| {
        Box::pin(async move {
            // Whoever asked may be gone; a write that has begun is finished all the same.
            match AssertUnwindSafe(work(connection)).catch_unwind().await {
                Ok(Ok(answer)) => Ok(Box::new(move |committed: Result<(), Failure>| drop(tell.send(committed.map(|()| answer)))) as Tell),
                Ok(Err(failure)) => Err(Box::new(move |_| drop(tell.send(Err(failure)))) as Tell),
                Err(_) => Err(Box::new(move |_| drop(tell.send(Err(Failure::bug("a write panicked"))))) as Tell),
            }
        })
    })
}

/// The next writes that wait, into `batch`; false when there will be none.
async fn next(jobs: &mut mpsc::Receiver<Job>, batch: &mut Vec<Job>, close: &Notify) -> bool {
    let waiting = tokio::select! {
        waiting = jobs.recv_many(batch, TOGETHER) => Some(waiting),
        () = close.notified() => None,
    };
    match waiting {
        Some(number) => number > 0,
        None => {
            jobs.close();
            jobs.recv_many(batch, TOGETHER).await > 0
        }
    }
}

async fn work_off(mut connection: AnyConnection, mut jobs: mpsc::Receiver<Job>, close: &Notify) {
    let mut batch = Vec::with_capacity(TOGETHER);
    while next(&mut jobs, &mut batch, close).await {
        let mut tells = Vec::with_capacity(batch.len());
        let committed = together(&mut connection, batch.drain(..), &mut tells).await;
        if let Err(fault) = &committed {
            tracing::error!(%fault, writes = tells.len(), "a group of writes was not committed");
            // Leaves no transaction open for the next group; fails when there is none, which is fine.
            let _ = connection.execute("ROLLBACK").await;
        }
        for tell in tells {
            tell(committed.as_ref().map_err(|_| Failure::busy()).copied());
        }
    }
    drop(connection.close().await);
}

async fn together(connection: &mut AnyConnection, jobs: impl Iterator<Item = Job>, tells: &mut Vec<Tell>) -> Result<(), sqlx::Error> {
    if let Err(fault) = connection.execute("BEGIN IMMEDIATE").await {
        // Nothing ran: each job is dropped, and its asker learns that the server is busy.
        jobs.for_each(drop);
        return Err(fault);
    }
    for job in jobs {
        connection.execute("SAVEPOINT one").await?;
        match job(connection).await {
            Ok(tell) => tells.push(tell),
            Err(tell) => {
                connection.execute("ROLLBACK TO one").await?;
                tells.push(tell);
            }
        }
        connection.execute("RELEASE one").await?;
    }
    connection.execute("COMMIT").await?;
    Ok(())
}
