//! Random numbers that are the same for the same seed (mulberry32).

pub struct Random(u32);

impl Random {
    /// Others for each name and each seed.
    pub fn new(name: &str, seed: u32) -> Self {
        Self(name.bytes().fold(seed, |seed, byte| seed.wrapping_mul(31).wrapping_add(u32::from(byte))))
    }

    /// From 0 up to, not including, 1.
    pub fn share(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x6d2b_79f5);
        let mut t = (self.0 ^ self.0 >> 15).wrapping_mul(1 | self.0);
        t = t.wrapping_add((t ^ t >> 7).wrapping_mul(61 | t)) ^ t;
        ((t ^ t >> 14) >> 8) as f32 / 16_777_216.0
    }

    pub fn between(&mut self, least: f32, most: f32) -> f32 {
        least + (most - least) * self.share()
    }

    /// A direction in degrees.
    pub fn direction(&mut self) -> f32 {
        self.between(0.0, 360.0)
    }

    /// Normally distributed around 0 with deviation 1 (Box and Muller).
    pub fn normal(&mut self) -> f32 {
        (-2.0 * (1.0 - self.share()).ln()).sqrt() * (core::f32::consts::TAU * self.share()).cos()
    }

    /// `length` capital letters and digits.
    pub fn token(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(b"ABCDEFGHJKMNPQRSTVWXYZ0123456789"[(self.share() * 32.0) as usize])).collect()
    }
}
