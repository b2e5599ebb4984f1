//! What a code of each version looks like, worked out when it is first needed.

use crate::picture::marks::Marks;
use crate::qr::layout::Layout;
use crate::qr::version::Version;
use std::rc::Rc;

/// What all codes of a version share.
pub struct Plan {
    pub layout: Layout,
    /// Places of the bits of all bytes, in order.
    pub way: Vec<usize>,
    /// What to look for in the picture.
    pub marks: Marks,
}

/// The plans that were needed so far.
#[derive(Default)]
pub struct Plans(Vec<Option<Rc<Plan>>>);

impl Plans {
    pub fn get(&mut self, version: Version) -> Rc<Plan> {
        let number = version.number();
        if self.0.len() <= number {
            self.0.resize(number + 1, None);
        }
        Rc::clone(self.0[number].get_or_insert_with(|| {
            let layout = Layout::new(version);
            Rc::new(Plan { way: layout.way(), marks: Marks::new(&layout), layout })
        }))
    }
}
