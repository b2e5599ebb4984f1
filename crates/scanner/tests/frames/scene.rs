//! Kinds of bad camera frame: what is wrong with each.

use crate::random::Random;

/// What the camera looks at, and how badly. Lengths are in modules unless they are said to be in
/// pixels, directions in degrees, greys from 0 to 255.
pub struct Scene {
    pub text: String,
    /// Pixels a module.
    pub module: f32,
    /// Width of the quiet zone.
    pub quiet: f32,
    pub dark: f32,
    pub light: f32,
    pub ground: f32,
    pub inverted: bool,
    pub rotation: f32,
    pub tilt: f32,
    pub tilt_way: f32,
    /// Half the angle of the cylinder that the code is wrapped around, in radians; 0 when flat.
    pub curve: f32,
    /// Deviation of the blur.
    pub blur: f32,
    /// Length of the smear.
    pub motion: f32,
    pub motion_way: f32,
    /// Deviation in greys.
    pub noise: f32,
    /// How much light is lost across the picture, and beyond a sharp edge.
    pub shadow: f32,
    pub edge: f32,
    pub shadow_way: f32,
    /// Radius in sides of the code.
    pub glare: f32,
    /// Spots and their radius.
    pub spots: usize,
    pub spot: f32,
    /// Pixels between the lines of a screen that the code is shown on.
    pub screen: f32,
}

/// All kinds, and the least share of frames, in percent, that the decoder must read of each.
pub const KINDS: [(&str, u32); 18] = [
    ("nominal", 100),
    ("rotated", 100),
    ("perspective", 95),
    ("defocus", 60),
    ("motion", 95),
    ("noise", 85),
    ("lowcontrast", 95),
    ("shadow", 95),
    ("glare", 80),
    ("small", 90),
    ("damaged", 75),
    ("inverted", 100),
    ("curved", 95),
    ("moire", 95),
    ("noquiet", 95),
    ("dense", 95),
    ("kiosk", 90),
    // As long as a live code of a volunteer, held up at a kiosk.
    ("live", 70),
];

impl Scene {
    /// An easy scene with what is bad about `kind`.
    pub fn new(kind: &str, random: &mut Random) -> Self {
        let r = random;
        let mut s = Self {
            text: format!("VOL1:{}", r.token(26)),
            module: r.between(5.0, 8.5),
            quiet: 4.0,
            dark: 25.0,
            light: 225.0,
            ground: r.between(90.0, 170.0),
            inverted: false,
            rotation: r.between(-4.0, 4.0),
            tilt: 0.0,
            tilt_way: r.direction(),
            curve: 0.0,
            blur: 0.0,
            motion: 0.0,
            motion_way: r.direction(),
            noise: 4.0,
            shadow: 0.0,
            edge: 0.0,
            shadow_way: r.direction(),
            glare: 0.0,
            spots: 0,
            spot: 0.0,
            screen: 0.0,
        };
        match kind {
            "rotated" => s.rotation = r.direction(),
            "perspective" => (s.rotation, s.tilt) = (r.between(-20.0, 20.0), r.between(25.0, 55.0)),
            "defocus" => (s.rotation, s.blur) = (r.between(-10.0, 10.0), r.between(0.35, 0.85)),
            "motion" => s.motion = r.between(0.6, 1.9),
            "noise" => s.noise = r.between(25.0, 70.0),
            "lowcontrast" => (s.dark, s.light, s.noise) = (110.0, 110.0 + r.between(18.0, 50.0), 3.0),
            "shadow" => (s.shadow, s.edge) = (r.between(0.5, 0.85), if r.share() < 0.6 { r.between(0.3, 0.6) } else { 0.0 }),
            "glare" => s.glare = r.between(0.12, 0.28),
            "small" => s.module = r.between(1.7, 2.6),
            "damaged" => (s.spots, s.spot) = (1 + r.between(0.0, 4.0) as usize, r.between(1.2, 2.4)),
            "inverted" => s.inverted = true,
            "curved" => (s.rotation, s.curve) = (r.between(-15.0, 15.0), r.between(0.5, 1.0)),
            "moire" => (s.rotation, s.screen, s.noise) = (r.between(-12.0, 12.0), r.between(1.3, 2.7), 6.0),
            "noquiet" => (s.quiet, s.ground) = (if r.share() < 0.5 { 0.0 } else { 1.0 }, r.between(20.0, 90.0)),
            "dense" => (s.text, s.module) = (format!("https://volunteer.example/t/{}", r.token(150).to_lowercase()), r.between(3.2, 4.6)),
            "kiosk" | "live" => {
                if kind == "live" {
                    s.text = format!("VOL2{}", r.token(410));
                }
                (s.rotation, s.tilt, s.blur, s.motion) = (r.between(-30.0, 30.0), r.between(5.0, 35.0), r.between(0.1, 0.4), r.between(0.0, 0.6));
                (s.noise, s.shadow, s.module) = (r.between(4.0, 18.0), r.between(0.0, 0.4), r.between(3.0, 7.0));
                (s.dark, s.ground) = (r.between(15.0, 60.0), r.between(30.0, 200.0));
                s.light = s.dark + r.between(90.0, 180.0);
            }
            _ => {}
        }
        s
    }
}
