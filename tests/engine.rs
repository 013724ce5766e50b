//! The plan's engine, asked: what each rule says at its borders, logs as records, and each plan walked to its end.

mod engine {
    mod asks;
    mod logs;
    mod new_things;
    mod plans;
    mod readings;
    mod rests;
    mod rules;
    mod second_round;
    mod stages;
    mod tables;
    mod vectors;
    mod walker;
    mod walks;
    mod words;
}
