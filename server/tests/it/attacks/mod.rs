//! What hostile people try.

mod approval;
mod guessing;
mod noise;
mod origins;
