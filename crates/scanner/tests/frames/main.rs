//! Frames as bad as a cheap camera in a bad place makes them: how many of each kind are read. The
//! same frames by the hundred are measured by `cargo bench -p scanner`.

mod camera;
mod random;
mod scene;

use random::Random;
use scanner::Reader;

/// Frames of each kind.
const FRAMES: u32 = 8;

#[test]
fn bad_frames_are_read_as_often_as_they_used_to_be_and_none_is_read_wrongly() {
    let mut reader = Reader::default();
    let mut fallen = Vec::new();
    for (kind, floor) in scene::KINDS {
        let mut random = Random::new(kind, 1);
        let mut read = 0;
        for number in 0..FRAMES {
            let (frame, text) = camera::frame(kind, &mut random);
            let seen = reader.read(&frame);
            assert!(seen.is_none() || seen == Some(text), "frame {number} of {kind} was read wrongly: {seen:?}");
            read += u32::from(seen.is_some());
        }
        if read * 100 < floor * FRAMES {
            fallen.push(format!("{kind}: {read} of {FRAMES}, {floor} % are expected"));
        }
    }
    assert!(fallen.is_empty(), "{fallen:#?}");
}
