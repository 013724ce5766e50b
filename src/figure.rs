//! The picture of a figure.
