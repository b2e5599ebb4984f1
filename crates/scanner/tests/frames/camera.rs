//! What a camera with 640×480 grey pixels makes of a scene.

use crate::random::Random;
use crate::scene::Scene;
use fast_qr::{ECL, QRBuilder, QRCode};
use scanner::Luma;

const WIDTH: usize = 640;
const HEIGHT: usize = 480;
/// Rays a pixel across and down.
const RAYS: usize = 3;

/// A frame of this kind that holds one code, and the text of the code.
pub fn frame(kind: &str, random: &mut Random) -> (Luma, String) {
    let mut scene = Scene::new(kind, random);
    let code = QRBuilder::new(scene.text.as_str()).ecl(ECL::M).build().expect("an encoder");
    scene.module = scene.module.min(430.0 / (code.size as f32 + 2.0 * scene.quiet.min(2.0)));
    let view = View::new(&scene, code, random);
    let mut picture = view.picture();
    view.shade(&mut picture, random);
    view.smear(&mut picture);
    let pixels = picture.iter().map(|grey| (grey + scene.noise * random.normal()).round().clamp(0.0, 255.0) as u8).collect();
    (Luma::new(WIDTH, HEIGHT, pixels).expect("a picture"), scene.text)
}

struct View<'a> {
    scene: &'a Scene,
    code: QRCode,
    middle: (f32, f32),
    /// Places in modules, and whether they are dark.
    spots: Vec<(f32, f32, bool)>,
}

fn way(degrees: f32) -> (f32, f32) {
    let (sin, cos) = degrees.to_radians().sin_cos();
    (cos, sin)
}

impl<'a> View<'a> {
    fn new(scene: &'a Scene, code: QRCode, random: &mut Random) -> Self {
        let side = code.size as f32;
        let room = (HEIGHT as f32 / 2.0 - scene.module * (side + 2.0 * scene.quiet) / 2.0 - 4.0).max(0.0);
        let middle = (WIDTH as f32 / 2.0 + random.between(-1.0, 1.0) * (room + 60.0).min(140.0), HEIGHT as f32 / 2.0 + random.between(-1.0, 1.0) * room);
        let spots = (0..scene.spots).map(|_| (random.between(3.0, side - 3.0), random.between(3.0, side - 3.0), random.share() < 0.5)).collect();
        Self { scene, code, middle, spots }
    }

    /// The code, lit evenly and in focus.
    fn picture(&self) -> Vec<f32> {
        let s = self.scene;
        let (turn, tilt_way) = (way(s.rotation), way(s.tilt_way));
        let (slope, stretch) = (s.tilt.to_radians().tan() / (s.module * 110.0), 1.0 / s.tilt.to_radians().cos() - 1.0);
        let ray = |x: f32, y: f32| {
            // Foreshortened along the tilt, in perspective.
            let depth = 1.0 + slope * (tilt_way.0 * x + tilt_way.1 * y);
            let along = (x * tilt_way.0 + y * tilt_way.1) * stretch;
            let (x, y) = ((x + along * tilt_way.0) / depth, (y + along * tilt_way.1) / depth);
            self.plane((x * turn.0 + y * turn.1) / s.module, (y * turn.0 - x * turn.1) / s.module)
        };
        let pixel = |n: usize| {
            let (x, y) = ((n % WIDTH) as f32 - self.middle.0, (n / WIDTH) as f32 - self.middle.1);
            let rays = (0..RAYS * RAYS).map(|k| ray(x + (0.5 + (k % RAYS) as f32) / RAYS as f32, y + (0.5 + (k / RAYS) as f32) / RAYS as f32));
            rays.sum::<f32>() / (RAYS * RAYS) as f32
        };
        (0..WIDTH * HEIGHT).map(pixel).collect()
    }

    /// The grey of a place, in modules from the middle of the code.
    fn plane(&self, u: f32, v: f32) -> f32 {
        let (s, side) = (self.scene, self.code.size as f32);
        let radius = side / (2.0 * s.curve);
        let u = if s.curve == 0.0 { u } else { radius * (u / radius).asin() };
        let half = side / 2.0 + s.quiet;
        // Beyond the edge of the cylinder there is no u.
        if u.is_nan() || u.abs() > half || v.abs() > half {
            return s.ground;
        }
        let (x, y) = (u + side / 2.0, v + side / 2.0);
        let inside = (0.0..side).contains(&x) && (0.0..side).contains(&y);
        let printed = inside && self.code[y as usize][x as usize].value();
        let dark = self.spots.iter().rfind(|spot| (x - spot.0).powi(2) + (y - spot.1).powi(2) < s.spot * s.spot).map_or(printed, |spot| spot.2);
        let grey = if dark != s.inverted { s.dark } else { s.light };
        let line = |k: f32| if s.screen > 0.0 && (k * s.module / s.screen).rem_euclid(1.0) < 0.22 { 0.35 } else { 1.0 };
        grey * line(u) * line(v)
    }

    /// Shadow and glare.
    fn shade(&self, picture: &mut [f32], random: &mut Random) {
        let (s, reach) = (self.scene, self.scene.module * self.code.size as f32);
        let (across, down) = way(s.shadow_way);
        let edge = random.between(-40.0, 40.0);
        let glare = (self.middle.0 + random.between(-0.35, 0.35) * reach, self.middle.1 + random.between(-0.35, 0.35) * reach);
        for (n, grey) in picture.iter_mut().enumerate() {
            let (x, y) = ((n % WIDTH) as f32, (n / WIDTH) as f32);
            let along = (x - WIDTH as f32 / 2.0) * across + (y - HEIGHT as f32 / 2.0) * down;
            *grey *= (1.0 - s.shadow * (0.5 + along / 420.0).clamp(0.0, 1.0)) * if along > edge { 1.0 - s.edge } else { 1.0 };
            if s.glare > 0.0 {
                let away = (x - glare.0).hypot((y - glare.1) * 1.4) / (s.glare * reach);
                *grey += 330.0 * (-1.4 * away * away).exp();
            }
        }
    }

    /// Defocus and motion.
    fn smear(&self, picture: &mut Vec<f32>) {
        let s = self.scene;
        if s.blur > 0.0 {
            let deviation = s.blur * s.module;
            let reach = (2.5 * deviation).ceil() as isize;
            let weights: Vec<f32> = (-reach..=reach).map(|k| (-(k * k) as f32 / (2.0 * deviation * deviation)).exp()).collect();
            let sum: f32 = weights.iter().sum();
            for (across, down) in [(1, 0), (0, 1)] {
                let taps: Vec<_> = (-reach..=reach).zip(&weights).map(|(k, weight)| (k * across, k * down, weight / sum)).collect();
                *picture = gathered(picture, &taps);
            }
        }
        let length = (s.motion * s.module).round();
        if length > 1.0 {
            let (across, down) = way(s.motion_way);
            let tap = |k: usize| {
                let along = k as f32 - length / 2.0;
                ((along * across).round() as isize, (along * down).round() as isize, 1.0 / length)
            };
            *picture = gathered(picture, &(0..length as usize).map(tap).collect::<Vec<_>>());
        }
    }
}

/// Each pixel the sum of those at the taps (across, down, weight), as if the edges went on.
fn gathered(picture: &[f32], taps: &[(isize, isize, f32)]) -> Vec<f32> {
    let moved = |k: usize, by: isize, count: usize| k.saturating_add_signed(by).min(count - 1);
    let pixel = |n: usize| taps.iter().map(|(across, down, weight)| picture[moved(n / WIDTH, *down, HEIGHT) * WIDTH + moved(n % WIDTH, *across, WIDTH)] * weight).sum();
    (0..WIDTH * HEIGHT).map(pixel).collect()
}
