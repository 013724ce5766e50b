//! Plans: weeks, shares or stages of runs that lead back to running.

pub mod model;
