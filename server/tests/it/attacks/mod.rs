//! What hostile people try.

mod guessing;
mod noise;
mod origins;
