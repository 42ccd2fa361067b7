//! What hostile people try.

mod noise;
mod origins;
