//! Reads the code that lies in a certain pose, if there is one.

use crate::picture::Move;
use crate::picture::filter::equalised;
use crate::picture::grid::{Grid, Point, fourth};
use crate::picture::luma::Luma;
use crate::picture::modules::Square;
use crate::picture::pose::{Evidence, Pose};
use crate::picture::unblur::unblurred;
use crate::plan::{Plan, Plans};
use crate::qr::codewords::data;
use crate::qr::format::Format;
use crate::qr::segments;
use std::rc::Rc;

/// How well a grid must fit, from -1 to 1, to be tried before anything is moved.
const AT_ONCE: f32 = 0.7;
/// What fits worse is no code.
const LEAST: f32 = 0.25;
/// The same after the grid was moved; of larger codes more is seen, and more must fit: so much for
/// each module of a side.
const LEAST_A_MODULE: f32 = 0.0035;
/// What fits worse is not bent, but blurred or no code.
const LEAST_ROUND: f32 = 0.6;
/// A code is taken to be on something round only if that makes it fit better by this much.
const BETTER: f32 = 0.01;
/// How well a finder pattern or a timing pattern must fit to count as one, and three finder
/// patterns together.
const PATTERN: f32 = 0.5;
const TIMING: f32 = 0.4;
const FINDERS: f32 = 1.0;
/// The unblurring of codes with more modules a side would take too long.
const MOST_BLURRED: usize = 45;

/// Round by round ever smaller steps, for flat codes and for those on something round.
const FLAT: [Move; 4] = [Move { corner: 0.4, bow: 0.0 }, Move { corner: 0.2, bow: 0.0 }, Move { corner: 0.1, bow: 0.0 }, Move { corner: 0.05, bow: 0.0 }];
const ROUND: [Move; 6] = [
    Move { corner: 0.5, bow: 0.08 },
    Move { corner: 0.3, bow: 0.05 },
    Move { corner: 0.2, bow: 0.03 },
    Move { corner: 0.1, bow: 0.02 },
    Move { corner: 0.1, bow: 0.01 },
    Move { corner: 0.05, bow: 0.005 },
];

/// A code whose size is known.
pub struct Code<'a> {
    picture: &'a Luma,
    plan: Rc<Plan>,
    grid: Grid,
    /// How well the grid fits, from -1 to 1.
    score: f32,
}

impl<'a> Code<'a> {
    /// The code in this pose; none when the picture does not show enough of one.
    pub fn new(picture: &'a Luma, pose: &Pose, plans: &mut Plans) -> Option<Self> {
        let mut best: Option<Self> = None;
        for version in pose.versions() {
            let plan = plans.get(version);
            let Some(fourth) = fourths(pose).into_iter().find(|fourth| shown(picture, pose, *fourth, &plan)) else { continue };
            let grid = plan.marks.cornered(picture, pose.corners, fourth, pose.inverted);
            let score = plan.marks.score(picture, &grid);
            if best.as_ref().is_none_or(|best| score > best.score) {
                best = Some(Self { picture, plan, grid, score });
            }
            if score > AT_ONCE {
                break;
            }
        }
        best.filter(|code| code.score > LEAST)
    }

    /// How well the picture shows what it should of such a code, from -1 to 1.
    pub fn score(&self) -> f32 {
        self.score
    }

    /// Whether there is hardly a doubt that it is one.
    pub fn certain(&self) -> bool {
        self.score > AT_ONCE
    }

    /// What the code says, by ever more patient means.
    pub fn text(mut self) -> Option<String> {
        if self.certain() && let Some(text) = self.read(&self.measured().judged()) {
            return Some(text);
        }
        self.fit(&FLAT);
        if self.score < LEAST + self.plan.marks.side as f32 * LEAST_A_MODULE {
            return None;
        }
        let measured = self.measured();
        let soft = measured.judged();
        let text = self.read(&soft).or_else(|| (0..2).find_map(|rounds| self.read(&equalised(&soft, &self.plan.layout, rounds))));
        if text.is_some() {
            return text;
        }
        self.unblurred(&measured).or_else(|| self.rounded())
    }

    /// What a blurred code says.
    fn unblurred(&self, measured: &Square) -> Option<String> {
        if self.plan.marks.side > MOST_BLURRED {
            return None;
        }
        let normal = measured.normal();
        self.read(&unblurred(&normal, &equalised(&normal, &self.plan.layout, 0), &self.plan.layout))
    }

    /// What a code says that is bent around something.
    fn rounded(&mut self) -> Option<String> {
        let flat = self.score;
        if flat < LEAST_ROUND {
            return None;
        }
        self.fit(&ROUND);
        if self.score < flat + BETTER {
            return None;
        }
        self.read(&self.measured().judged()).or_else(|| {
            self.fit(&ROUND);
            self.read(&self.measured().judged())
        })
    }

    fn fit(&mut self, moves: &[Move]) {
        (self.grid, self.score) = self.plan.marks.refined(self.picture, self.grid, moves);
    }

    fn measured(&self) -> Square {
        Square::measured(self.picture, &self.grid)
    }

    fn read(&self, soft: &Square) -> Option<String> {
        let (inside, layout) = (soft.inside(), &self.plan.layout);
        let text = |format| segments::text(&data(&inside, layout, &self.plan.way, format)?, layout.version);
        Format::likeliest(&inside, layout.version.side()).into_iter().find_map(text)
    }
}

/// Where the fourth corner may be: as the sizes of the finder patterns tell, and as if the code were
/// seen from straight above, should one of them be spoiled.
fn fourths(pose: &Pose) -> Vec<Point> {
    match pose.evidence {
        Evidence::ThreeFinders => vec![pose.fourth, fourth(pose.corners)],
        Evidence::TwoFinders => vec![pose.fourth],
    }
}

/// Whether the picture shows enough of a code that lies like this.
fn shown(picture: &Luma, pose: &Pose, fourth: Point, plan: &Plan) -> bool {
    let [upper_left, upper_right, lower_left] = pose.corners;
    let grid = Grid::flat([upper_left, upper_right, fourth, lower_left], plan.marks.side, pose.inverted);
    let finders = || plan.marks.finders(picture, &grid);
    match pose.evidence {
        Evidence::ThreeFinders => finders().iter().map(|fit| fit.max(0.0)).sum::<f32>() > FINDERS,
        Evidence::TwoFinders => plan.marks.timing(picture, &grid) > TIMING && finders().iter().filter(|fit| **fit > PATTERN).count() >= 2,
    }
}
