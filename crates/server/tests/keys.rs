//! `portal-server keys`, as an administrator meets it.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod harness;

use harness::{Running, program};
use std::fs;
use std::path::Path;

/// What `keys` says of the file in `folder`, and whether it did its work.
fn keys(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let city = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/cities/4310/city.toml");
    let out = program().arg("keys").args(arguments).env("PORTAL_KEYS", folder.join("portal.keys")).env("PORTAL_CITY", city).output().unwrap();
    let said = String::from_utf8([out.stdout, out.stderr].concat()).unwrap();
    for line in fs::read_to_string(folder.join("portal.keys")).unwrap_or_default().lines() {
        if let Some((_, secret)) = line.split_once(" = ").filter(|(name, _)| ["secret", "seal", "index"].contains(name)) {
            assert!(!said.contains(secret.trim_matches('"')), "a secret was printed");
        }
    }
    (out.status.success(), said.trim_end().to_owned())
}

#[test]
fn a_missing_key_file_is_told_and_not_made() {
    let folder = tempfile::tempdir().unwrap();
    for command in [&["list"][..], &["rotate"], &["retire", "00"]] {
        let (done, said) = keys(folder.path(), command);
        assert!(!done && said.contains("there is no key file") && !said.contains('\n'), "{said}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_key_is_made_published_by_the_running_server_and_the_old_one_kept() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start(folder.path(), &[]);
    let published = || ureq::get(server.url("/.well-known/volunteer-keys")).header("accept", "application/json").call().unwrap().into_body().read_to_string().unwrap().matches("\"kid\"").count();
    let (_, first) = keys(folder.path(), &["list"]);
    assert!(first.contains("es256") && first.ends_with("signs") && first.lines().count() == 1, "{first}");
    assert_eq!(published(), 1);
    let id = first.split(' ').next().unwrap();
    let (done, said) = keys(folder.path(), &["retire", id]);
    assert!(!done && said.contains("the only one that signs") && said.contains("keys rotate"), "{said}");
    let (done, said) = keys(folder.path(), &["rotate"]);
    assert!(done && said.contains("it signs from"), "{said}");
    let (_, both) = keys(folder.path(), &["list"]);
    assert!(both.lines().next().unwrap().ends_with("signs") && both.lines().nth(1).unwrap().contains("signs from"), "{both}");
    // The server looks at the file each time its jobs run; this one is asked to start anew instead.
    assert!(server.stop());
    let server = Running::start(folder.path(), &[]);
    assert_eq!(ureq::get(server.url("/.well-known/volunteer-keys")).header("accept", "application/json").call().unwrap().into_body().read_to_string().unwrap().matches("\"kid\"").count(), 2);
    let (done, said) = keys(folder.path(), &["rotate", "--after-days", "0"]);
    assert!(done, "{said}");
    let (done, said) = keys(folder.path(), &["retire", id]);
    assert!(!done && said.contains("may hold until") && said.contains("--leaked"), "{said}");
    let (done, said) = keys(folder.path(), &["retire", id, "--leaked"]);
    assert!(done && said.contains("believed no more"), "{said}");
    assert!(keys(folder.path(), &["list"]).1.contains("leaked, retired"));
    assert!(server.stop());
}
