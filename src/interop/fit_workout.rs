//! A run as a Garmin FIT workout, for watches that play one: steps with their times, and sets that come again as repeats.
//!
//! Start with [`fit_workout`]. A step asks for time and nothing else: no plan here knows a pace or a heart rate. Names are
//! cut to what the smallest screens take, [`NAME`]; how a step is done stands in its notes, which larger watches show.

use std::convert::Infallible;

use embedded_io::{ErrorType, Seek, SeekFrom, Write};
use jiff::Timestamp;
use rustyfit::Encoder;
use rustyfit::profile::mesgdef::{FileId, Workout, WorkoutStep};
use rustyfit::profile::typedef::{
    DateTime, File, Intensity, Manufacturer, MessageIndex, Sport, WktStepDuration, WktStepTarget,
};
use rustyfit::proto::{FIT, Message};

use crate::plans::{Pace, Part, Piece, Sheet};
use crate::timeline::piece_words;

/// Most bytes of a name: with the zero behind it, the field of 16 that watches have had from the first.
pub const NAME: usize = 15;
/// Most bytes of a note or a description.
const NOTE: usize = 200;

/// Why a workout was not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the workout doesn't fit in a FIT file: {0}")]
pub struct FitError(String);

/// Writes a run as a FIT workout of this name; `made` is when it was asked for.
///
/// `serial` tells workouts of the same moment apart, and is not 0.
pub fn fit_workout(
    sheet: &Sheet,
    (name, home): (&str, &str),
    serial: u32,
    made: Timestamp,
) -> Result<Vec<u8>, FitError> {
    let steps = steps(sheet);
    let count = u16::try_from(steps.len()).map_err(|_| FitError("it has too many steps".into()))?;
    let created = u64::try_from(made.as_second()).ok().and_then(DateTime::new);
    let file = FileId {
        r#type: File::WORKOUT,
        manufacturer: Manufacturer::DEVELOPMENT,
        product: 0,
        serial_number: serial.max(1),
        time_created: created.unwrap_or(DateTime::MIN),
        ..FileId::new()
    };
    let workout = Workout {
        sport: if sheet.workout.is_walk() { Sport::WALKING } else { Sport::RUNNING },
        num_valid_steps: count,
        wkt_name: cut(name, NAME).to_owned(),
        wkt_description: cut(&format!("{} {home}", sheet.words()), NOTE).to_owned(),
        ..Workout::new()
    };
    let mut messages = vec![Message::from(file), Message::from(workout)];
    messages.extend(steps.into_iter().map(Message::from));
    let mut bytes = Bytes::default();
    Encoder::new(&mut bytes)
        .encode(&mut FIT { messages, ..FIT::default() })
        .map_err(|error| FitError(error.to_string()))?;
    Ok(bytes.written)
}

/// The steps: each set once, and behind one that comes again the step that says so.
fn steps(sheet: &Sheet) -> Vec<WorkoutStep> {
    let mut steps: Vec<WorkoutStep> = Vec::new();
    for (times, set) in sheet.blocks() {
        let first = steps.len() as u32;
        for piece in &set {
            steps.push(numbered(step(piece), steps.len()));
        }
        if times > 1 {
            // The value is the step to go back to, the target how often the set is done in all.
            let again = WorkoutStep {
                duration_type: WktStepDuration::REPEAT_UNTIL_STEPS_CMPLT,
                duration_value: first,
                target_type: WktStepTarget::OPEN,
                target_value: times,
                ..WorkoutStep::new()
            };
            steps.push(numbered(again, steps.len()));
        }
    }
    steps
}

fn numbered(step: WorkoutStep, at: usize) -> WorkoutStep {
    WorkoutStep { message_index: MessageIndex(at as u16), ..step }
}

fn step(piece: &Piece) -> WorkoutStep {
    let (name, how) = piece_words(piece);
    let intensity = match piece.part {
        Part::WalkIn => Intensity::WARMUP,
        Part::WalkOut => Intensity::COOLDOWN,
        // A walk between runs is a rest; if all is walked it is brisk, and what is done.
        Part::Easy => Intensity::REST,
        Part::Main if piece.pace == Pace::Walk => Intensity::REST,
        Part::Main | Part::Stride => Intensity::ACTIVE,
    };
    WorkoutStep {
        wkt_step_name: cut(name, NAME).to_owned(),
        duration_type: WktStepDuration::TIME,
        // Milliseconds; a run of hours is far below the most that fits.
        duration_value: u32::try_from(piece.length.as_millis()).unwrap_or(u32::MAX - 1),
        target_type: WktStepTarget::OPEN,
        target_value: 0,
        intensity,
        notes: cut(how, NOTE).to_owned(),
        ..WorkoutStep::new()
    }
}

/// Cuts a text to so many bytes, at the end of a letter and without blanks behind it.
fn cut(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].trim_end()
}

/// Bytes in memory that can be gone back in: the encoder writes the length when all is written.
#[derive(Debug, Default)]
struct Bytes {
    written: Vec<u8>,
    at: usize,
}

impl ErrorType for Bytes {
    type Error = Infallible;
}

impl Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Infallible> {
        let over = bytes.len().min(self.written.len() - self.at);
        self.written[self.at..self.at + over].copy_from_slice(&bytes[..over]);
        self.written.extend_from_slice(&bytes[over..]);
        self.at += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

impl Seek for Bytes {
    /// Goes to a place, no further than the end and no further back than the beginning.
    fn seek(&mut self, to: SeekFrom) -> Result<u64, Infallible> {
        let from = |at: usize, by: i64| (at as i64).saturating_add(by).max(0) as usize;
        self.at = match to {
            SeekFrom::Start(at) => usize::try_from(at).unwrap_or(usize::MAX),
            SeekFrom::End(by) => from(self.written.len(), by),
            SeekFrom::Current(by) => from(self.at, by),
        }
        .min(self.written.len());
        Ok(self.at as u64)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::plans::Strides;
    use rustyfit::Decoder;
    use rustyfit::profile::typedef::MesgNum;

    const MINUTE: Duration = Duration::from_secs(60);

    fn sheet(workout: &str) -> Sheet {
        Sheet {
            place: "week 4, run 1".into(),
            workout: workout.parse().unwrap(),
            walk_in: 4 * MINUTE,
            walk_out: 5 * MINUTE,
            strides: None,
        }
    }

    /// What a file says: its kind, its workout, its steps.
    fn read(bytes: &[u8]) -> (FileId, Workout, Vec<WorkoutStep>) {
        let mut rest = bytes;
        let fit = Decoder::new(&mut rest).decode().unwrap().unwrap();
        let of = |num: MesgNum| fit.messages.iter().filter(move |message| message.num == num);
        let one = |num: MesgNum| of(num).next().unwrap();
        let steps = of(MesgNum::WORKOUT_STEP).map(WorkoutStep::from).collect();
        (FileId::from(one(MesgNum::FILE_ID)), Workout::from(one(MesgNum::WORKOUT)), steps)
    }

    fn written(sheet: &Sheet, name: &str) -> (FileId, Workout, Vec<WorkoutStep>) {
        let made = "2026-11-28T07:00:00Z".parse().unwrap();
        read(&fit_workout(sheet, (name, "Any pain, or a limp? Walk home."), 7, made).unwrap())
    }

    #[test]
    fn a_workout_reads_back_with_its_steps_times_and_repeats() {
        let strides = Some(Strides { times: 4, time: Duration::from_secs(15) });
        let sheet = Sheet { strides, ..sheet("4x(3m run, 1m30s walk), 2m run") };
        let (file, workout, steps) = written(&sheet, "Week 4, run 1");
        assert_eq!((file.r#type, file.serial_number), (File::WORKOUT, 7));
        assert_eq!(file.time_created.checked_unix_secs(), Some(1_795_849_200));
        assert_eq!((workout.sport, workout.wkt_name.as_str()), (Sport::RUNNING, "Week 4, run 1"));
        assert_eq!(usize::from(workout.num_valid_steps), steps.len());
        let told: Vec<String> = steps
            .iter()
            .enumerate()
            .map(|(at, step)| {
                assert_eq!(usize::from(step.message_index.0), at);
                if step.duration_type == WktStepDuration::REPEAT_UNTIL_STEPS_CMPLT {
                    format!("from {}, {} times", step.duration_value, step.target_value)
                } else {
                    assert_eq!(step.duration_type, WktStepDuration::TIME);
                    format!("{} {} ms, {}", step.wkt_step_name, step.duration_value, step.intensity)
                }
            })
            .collect();
        let expected = [
            "Brisk walk 240000 ms, warmup",
            "Run 180000 ms, active",
            "Walk 90000 ms, rest",
            "from 1, 4 times",
            "Run 120000 ms, active",
            "Easy 45000 ms, rest",
            "Stride 15000 ms, active",
            "from 5, 4 times",
            "Easy walk 300000 ms, cooldown",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_walk_is_a_walk() {
        let (_, workout, steps) = written(&sheet("30m brisk"), "C1");
        assert_eq!((workout.sport, steps.len()), (Sport::WALKING, 1));
        assert_eq!((steps[0].wkt_step_name.as_str(), steps[0].intensity), ("Brisk walk", Intensity::ACTIVE));
    }

    #[test]
    fn names_are_cut_to_what_a_watch_takes_at_the_end_of_a_letter() {
        let (_, workout, _) = written(&sheet("20m run"), "Lauf für Anfänger");
        assert_eq!(workout.wkt_name, "Lauf für Anfä");
        assert_eq!(workout.wkt_name.len(), NAME);
        assert_eq!(cut("Week 10, run 12", NAME), "Week 10, run 12");
        assert_eq!(cut("ääääääää", NAME), "äääääää");
    }

    #[test]
    fn what_was_written_can_be_written_over() {
        let mut bytes = Bytes::default();
        bytes.write_all(b"abcdef").unwrap();
        bytes.seek(SeekFrom::Start(4)).unwrap();
        bytes.write_all(b"xyz").unwrap();
        assert_eq!(bytes.written, b"abcdxyz");
        assert_eq!(bytes.seek(SeekFrom::Current(-20)), Ok(0));
        assert_eq!(bytes.seek(SeekFrom::End(9)), Ok(7));
    }
}
