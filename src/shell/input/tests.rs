//! What terminals send, and what they never should.

use proptest::prelude::*;

use super::*;

/// Gives what comes of pieces, each waited for until nothing more is hoped for.
fn inputs(pieces: &[&[u8]]) -> Vec<Input> {
    let (mut inputs, mut decoder) = (Vec::new(), Decoder::default());
    for piece in pieces {
        decoder.feed(piece, &mut inputs);
        decoder.give_up(&mut inputs);
    }
    inputs
}

fn events(inputs: Vec<Input>) -> Vec<Event> {
    inputs.into_iter().map(|input| input.event).collect()
}

fn decoded(bytes: &[u8]) -> Vec<Event> {
    events(inputs(&[bytes]))
}

fn with(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

#[test]
fn letting_go_of_a_key_is_no_press() {
    let none = KeyModifiers::NONE;
    for (bytes, code, kind) in [
        (&b"\x1b[113;1:1u"[..], KeyCode::Char('q'), KeyEventKind::Press),
        (b"\x1b[113;1:2u", KeyCode::Char('q'), KeyEventKind::Repeat),
        (b"\x1b[113;1:3u", KeyCode::Char('q'), KeyEventKind::Release),
        (b"\x1b[1;1:3C", KeyCode::Right, KeyEventKind::Release),
        (b"\x1b[5;1:3~", KeyCode::PageUp, KeyEventKind::Release),
    ] {
        assert_eq!(decoded(bytes), [Event::Key(KeyEvent::new_with_kind(code, none, kind))]);
    }
}

#[test]
fn keys_are_what_terminals_send_for_them() {
    let none = KeyModifiers::NONE;
    for (bytes, code, modifiers) in [
        (&b"q"[..], KeyCode::Char('q'), none),
        (b"Q", KeyCode::Char('Q'), KeyModifiers::SHIFT),
        ("ü".as_bytes(), KeyCode::Char('ü'), none),
        ("€".as_bytes(), KeyCode::Char('€'), none),
        (b"\r", KeyCode::Enter, none),
        (b"\n", KeyCode::Enter, none),
        (b"\t", KeyCode::Tab, none),
        (b"\x7f", KeyCode::Backspace, none),
        (b"\x1b", KeyCode::Esc, none),
        (b"\x03", KeyCode::Char('c'), KeyModifiers::CONTROL),
        (b"\x1a", KeyCode::Char('z'), KeyModifiers::CONTROL),
        (b"\x00", KeyCode::Char(' '), KeyModifiers::CONTROL),
        (b"\x1bx", KeyCode::Char('x'), KeyModifiers::ALT),
        (b"\x1b[A", KeyCode::Up, none),
        (b"\x1bOB", KeyCode::Down, none),
        (b"\x1b[1;5C", KeyCode::Right, KeyModifiers::CONTROL),
        (b"\x1b[H", KeyCode::Home, none),
        (b"\x1b[4~", KeyCode::End, none),
        (b"\x1b[5~", KeyCode::PageUp, none),
        (b"\x1b[3;2~", KeyCode::Delete, KeyModifiers::SHIFT),
        (b"\x1b[Z", KeyCode::BackTab, KeyModifiers::SHIFT),
        (b"\x1bOP", KeyCode::F(1), none),
        (b"\x1b[1;2R", KeyCode::F(3), KeyModifiers::SHIFT),
        (b"\x1b[15~", KeyCode::F(5), none),
        (b"\x1b[24~", KeyCode::F(12), none),
        (b"\x1b[[A", KeyCode::F(1), none),
        (b"\x1b[97;5u", KeyCode::Char('a'), KeyModifiers::CONTROL),
    ] {
        assert_eq!(decoded(bytes), [with(code, modifiers)], "{bytes:?}");
    }
}

#[test]
fn a_lone_esc_is_the_key_once_patience_ends() {
    for afar in [false, true] {
        let patience = esc_patience(|name| (afar && name == "SSH_TTY").then(|| "/dev/pts/1".into()));
        assert_eq!(patience, Duration::from_millis(if afar { 250 } else { 100 }));
        let (mut inputs, mut decoder) = (Vec::new(), Decoder::new(patience));
        decoder.feed(b"\x1b", &mut inputs);
        assert_eq!((&inputs[..], decoder.patience()), (&[][..], Some(patience)));
        decoder.give_up(&mut inputs);
        assert_eq!(events(inputs), [key(KeyCode::Esc)]);
        // For a while it may yet be the start of a sequence.
        assert_eq!(decoder.patience(), Some(SEQUENCE_PATIENCE));
        decoder.give_up(&mut Vec::new());
        assert_eq!(decoder.patience(), None);
    }
}

#[test]
fn an_arrow_whose_bytes_come_apart_is_an_arrow() {
    for patient in [true, false] {
        let (mut inputs, mut decoder) = (Vec::new(), Decoder::default());
        decoder.feed(b"\x1b", &mut inputs);
        if !patient {
            decoder.give_up(&mut inputs);
        }
        decoder.feed(b"[B", &mut inputs);
        let esc = (!patient).then(|| key(KeyCode::Esc));
        assert_eq!(events(inputs), esc.into_iter().chain([key(KeyCode::Down)]).collect::<Vec<_>>());
    }
}

#[test]
fn esc_and_a_key_soon_after_are_two_keys() {
    let (mut inputs, mut decoder) = (Vec::new(), Decoder::default());
    decoder.feed(b"\x1b", &mut inputs);
    decoder.feed(b"j", &mut inputs);
    assert_eq!(events(inputs), [key(KeyCode::Esc), key(KeyCode::Char('j'))]);
}

#[test]
fn what_has_begun_owns_what_follows() {
    let q = || key(KeyCode::Char('q'));
    let moved = |kind| Event::Mouse(MouseEvent { kind, column: 10, row: 11, modifiers: KeyModifiers::NONE });
    let (down, up) = (MouseEventKind::Down(MouseButton::Left), MouseEventKind::Up(MouseButton::Left));
    for (pieces, left) in [
        (&[&b"\x1b]11;rgb:1"[..], b"616/1818/1d1d\x1b\\", b"q"][..], vec![q()]),
        (&[b"\x1b]1", b"1;rgb:1616/1818/1d1d\x07q"], vec![q()]),
        (&[b"\x1b[?62;4", b"c", b"q"], vec![q()]),
        (&[b"\x1b[<0;11", b";12M\x1b[<0;11;12m", b"q"], vec![moved(up), q()]),
        (&[b"\x1b[<0;11;12M\x1b[<0;11;12m", b"q"], vec![moved(down), moved(up), q()]),
        (&[b"\x1bP>|xterm(3", b"90)\x1b\\", b"q"], vec![q()]),
        (&[b"\x1b_Gi=31", b";OK\x1b\\", b"q"], vec![q()]),
        (&[b"\x1b[200~ssh -p 211", b"2", b"q"], vec![Event::Paste("ssh -p 211".into()), q()]),
        (&[b"\x1b[200~ssh -p 211", b"2 me@10.0.0.1\x1b[201~q"], vec![Event::Paste("ssh -p 211".into()), q()]),
        // A person who goes on loses one key to it, and no way out.
        (&[b"\x1b]11;rgb:1", b"1", b"q"], vec![q()]),
        (&[b"\x1b]11;rgb:1", b"\x03"], vec![with(KeyCode::Char('c'), KeyModifiers::CONTROL)]),
    ] {
        assert_eq!(events(inputs(pieces)), left, "{pieces:?}");
    }
}

#[test]
fn a_rest_that_comes_late_takes_one_key_of_a_person_at_most() {
    let (mut inputs, mut decoder) = (Vec::new(), Decoder::default());
    decoder.feed(b"\x1b]11;rgb:1", &mut inputs);
    decoder.give_up(&mut inputs);
    // Nothing is waited for any more, so nothing is given up again.
    assert_eq!(decoder.patience(), None);
    for key in [b"1", b"q", b"q"] {
        decoder.feed(key, &mut inputs);
    }
    assert_eq!(events(inputs), [key(KeyCode::Char('q')), key(KeyCode::Char('q'))]);
}

#[test]
fn a_letter_soon_after_esc_is_a_key_and_with_more_behind_it_the_rest_of_an_answer() {
    let after_esc = |bytes: &[u8]| {
        let (mut inputs, mut decoder) = (Vec::new(), Decoder::default());
        decoder.feed(b"\x1b", &mut inputs);
        decoder.give_up(&mut inputs);
        decoder.feed(bytes, &mut inputs);
        events(inputs)
    };
    let capital = |letter| with(KeyCode::Char(letter), KeyModifiers::SHIFT);
    for letter in ['P', 'X'] {
        assert_eq!(after_esc(letter.to_string().as_bytes()), [key(KeyCode::Esc), capital(letter)]);
    }
    assert_eq!(after_esc(b"P>|xterm(390)\x1b\\"), [key(KeyCode::Esc)]);
    assert_eq!(after_esc(b"Xq1\x1b\\"), [key(KeyCode::Esc)]);
}

#[test]
fn pasted_text_without_an_end_is_let_go_when_it_is_too_long() {
    let (mut inputs, mut decoder) = (Vec::new(), Decoder::default());
    decoder.feed(b"\x1b[200~", &mut inputs);
    let text = vec![b'x'; LONGEST_PASTE + 1];
    decoder.feed(&text, &mut inputs);
    assert_eq!(events(std::mem::take(&mut inputs)), [pasted(&text)]);
    assert_eq!(decoder.rest, b"");
    // Its end may yet come, and is not a key.
    decoder.feed(b"xx", &mut inputs);
    decoder.feed(b"\x1b[201~q", &mut inputs);
    assert_eq!(events(inputs), [key(KeyCode::Char('q'))]);
}

#[test]
fn a_long_text_for_somebody_else_is_waited_out() {
    let mut long = b"\x1b]52;c;".to_vec();
    long.extend([b'1'; 9_000]);
    let (mut inputs, mut decoder) = (Vec::new(), Decoder::default());
    for piece in long.chunks(700) {
        decoder.feed(piece, &mut inputs);
        assert!(decoder.rest.len() <= LONGEST_SEQUENCE + 700);
    }
    decoder.feed(b"2\x07q", &mut inputs);
    let long = [b"\x1b[".to_vec(), vec![b'1'; 9_000], b"Aq".to_vec()].concat();
    long.chunks(700).for_each(|piece| decoder.feed(piece, &mut inputs));
    assert_eq!(events(inputs), [key(KeyCode::Char('q')), key(KeyCode::Char('q'))]);
}

#[test]
fn text_in_one_piece_is_told_from_a_key() {
    let one = |event: Event, in_a_burst| Input { event, place: None, in_a_burst };
    let typed = |c, in_a_burst| one(key(KeyCode::Char(c)), in_a_burst);
    let enter = |in_a_burst| one(key(KeyCode::Enter), in_a_burst);
    for (bytes, expected) in [
        (&b"1"[..], vec![typed('1', false)]),
        (b"12", vec![typed('1', true), typed('2', true)]),
        (b"n\r", vec![typed('n', false), enter(false)]),
        (b"12\r", vec![typed('1', true), typed('2', true), enter(true)]),
        (b"\r", vec![enter(false)]),
        (b"1\x1b[B", vec![typed('1', false), one(key(KeyCode::Down), false)]),
        (b"1\x1b\\", vec![typed('1', true)]),
        (b"1\x07", vec![typed('1', true)]),
        (b"1\x1b[201~", vec![typed('1', true)]),
        (b"\x1b[49u\x1b[50u", vec![typed('1', false), typed('2', false)]),
        ("ш".as_bytes(), vec![typed('ш', false)]),
    ] {
        assert_eq!(inputs(&[bytes]), expected, "{bytes:?}");
    }
}

#[test]
fn kittys_form_tells_letter_and_place() {
    for (bytes, code, modifiers, place) in [
        (&b"\x1b[97u"[..], KeyCode::Char('a'), KeyModifiers::NONE, None),
        (b"\x1b[97;;97u", KeyCode::Char('a'), KeyModifiers::NONE, None),
        (b"\x1b[97:65;2;65u", KeyCode::Char('A'), KeyModifiers::SHIFT, None),
        // Caps Lock.
        (b"\x1b[97;65;65u", KeyCode::Char('A'), KeyModifiers::NONE, None),
        (b"\x1b[49:33;2;33u", KeyCode::Char('!'), KeyModifiers::SHIFT, None),
        (b"\x1b[1081::113;;1081u", KeyCode::Char('\u{439}'), KeyModifiers::NONE, Some('q')),
        (b"\x1b[1089::99;5u", KeyCode::Char('\u{441}'), KeyModifiers::CONTROL, Some('c')),
        (b"\x1b[0;;229u", KeyCode::Char('\u{e5}'), KeyModifiers::NONE, None),
        (b"\x1b[13u", KeyCode::Enter, KeyModifiers::NONE, None),
        (b"\x1b[127u", KeyCode::Backspace, KeyModifiers::NONE, None),
        (b"\x1b[57400u", KeyCode::Char('1'), KeyModifiers::NONE, None),
        (b"\x1b[57414u", KeyCode::Enter, KeyModifiers::NONE, None),
    ] {
        let expected = Input { event: with(code, modifiers), place, in_a_burst: false };
        assert_eq!(inputs(&[bytes]), [expected], "{bytes:?}");
    }
    // Shift by itself, Caps Lock, and the answer that names what is told.
    for bytes in [&b"\x1b[57441;2u"[..], b"\x1b[57358;65u", b"\x1b[?29u", b"\x1b[u"] {
        assert_eq!(decoded(bytes), [], "{bytes:?}");
    }
}

#[test]
fn two_esc_are_two_keys() {
    assert_eq!(decoded(b"\x1b\x1b"), [key(KeyCode::Esc), key(KeyCode::Esc)]);
}

#[test]
fn clicks_count_from_the_corner() {
    let click =
        |kind, column, row| Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE });
    assert_eq!(
        decoded(b"\x1b[<0;1;1M\x1b[<0;1;1m\x1b[<64;10;5M\x1b[<65;10;5M"),
        [
            click(MouseEventKind::Down(MouseButton::Left), 0, 0),
            click(MouseEventKind::Up(MouseButton::Left), 0, 0),
            click(MouseEventKind::ScrollUp, 9, 4),
            click(MouseEventKind::ScrollDown, 9, 4),
        ]
    );
}

#[test]
fn pasted_text_is_one_event_and_no_keys() {
    let events = decoded(b"a\x1b[200~q\x1b[A\rlong\x1b[201~b");
    let expected = Event::Paste("q\x1b[A\rlong".into());
    assert_eq!(events, [key(KeyCode::Char('a')), expected, key(KeyCode::Char('b'))]);
}

#[test]
fn a_report_of_the_cursor_is_no_key_and_f3_is_one() {
    // What a report begins with tells them apart: the first row alone looks like a key that is held with others.
    for report in [&b"\x1b[12;40R"[..], b"\x1b[13;2R", b"\x1b[2;1R", b"\x1b[24;80R", b"\x1b[R", b"\x1b[10;1R"]
    {
        assert_eq!(decoded(report), [], "{report:?}");
    }
    for (bytes, modifiers) in [
        (&b"\x1bOR"[..], KeyModifiers::NONE),
        (b"\x1b[1;1R", KeyModifiers::NONE),
        (b"\x1b[1;2R", KeyModifiers::SHIFT),
        (b"\x1b[1;5R", KeyModifiers::CONTROL),
        (b"\x1b[13~", KeyModifiers::NONE),
    ] {
        assert_eq!(decoded(bytes), [with(KeyCode::F(3), modifiers)], "{bytes:?}");
    }
}

#[test]
fn what_is_not_known_is_no_key_and_takes_none_with_it() {
    let q = || vec![key(KeyCode::Char('q'))];
    for bytes in [
        &b"\x1b[?62;22cq"[..],
        b"\x1b[>0;276;0cq",
        b"\x1b[?2026;2$yq",
        b"\x1b[0nq",
        b"\x1b[12;40Rq",
        b"\x1b[13;2Rq",
        b"\x1b[999~q",
        b"\x1b[<0;0;0Mq",
        b"\x1b[M !!q",
        b"\x1bO%q",
        b"\x1b]11;rgb:0/0/0\x07q",
        b"\x1b]11;rgb:0/0/0\x1b\\q",
        b"\x1b]52;c;aGk=\x07q",
        b"\x1b]4;1;rgb:c0/0/0\x18q",
        b"\x1bP1+r544e=787465726d\x1b\\q",
        b"\x1bXq1\x1b\\q",
        b"\x1b^q1\x1b\\q",
        b"\x1b[?29uq",
        b"\xff\xc3q",
    ] {
        assert_eq!(decoded(bytes), q(), "{bytes:?}");
    }
    let interrupted = vec![with(KeyCode::Char('c'), KeyModifiers::CONTROL), key(KeyCode::Char('q'))];
    for open in [&b"\x1b]11"[..], b"\x1bP1", b"\x1b[1;", b"\x1b[<0;1"] {
        assert_eq!(decoded(&[open, b"\x03q"].concat()), interrupted, "Ctrl-C comes through {open:?}");
    }
    assert_eq!(decoded(b"\x1b[1\x1b[B"), [key(KeyCode::Down)], "a sequence cut off by another");
}

#[test]
fn answers_are_picked_out_from_between_keys() {
    use crate::ui::Background;
    let (mut inputs, mut decoder) = (Vec::new(), Decoder::default());
    for piece in b"j\x1b]11;rgb:ffff/ffff/ffff\x1b\\k\x1b[?62;4cl".chunks(3) {
        decoder.feed(piece, &mut inputs);
    }
    assert_eq!(events(inputs), ['j', 'k', 'l'].map(|c| key(KeyCode::Char(c))));
    assert_eq!(decoder.answers(), [Answer::Background(Background::Light), Answer::Attributes]);
    assert_eq!(decoder.answers(), []);
}

const PARTS: [&[u8]; 9] = [
    b"q",
    b"\x1b[A",
    "ä".as_bytes(),
    b"\x1b[200~x\x1b[201~",
    b"\x1b[<0;5;6M",
    b"\x1bOP",
    b"\x1b[1;5C",
    b"\xf0\x9f",
    b"\x1b]11;rgb:1/2/3\x1b\\",
];

proptest! {
    #[test]
    fn how_bytes_are_cut_changes_nothing(
        parts in prop::collection::vec(prop::sample::select(&PARTS), 0..20),
        size in 1_usize..7,
    ) {
        let bytes = parts.concat();
        let (mut inputs, mut decoder) = (Vec::new(), Decoder::default());
        for piece in bytes.chunks(size) {
            decoder.feed(piece, &mut inputs);
        }
        decoder.give_up(&mut inputs);
        prop_assert_eq!(events(inputs), decoded(&bytes));
    }

    #[test]
    fn a_report_of_the_mouse_is_one_event_or_none_and_never_a_key(
        numbers in prop::collection::vec("[0-9]{0,6}", 0..5),
        last in prop::sample::select(&b"Mm"[..]),
        size in 1_usize..9,
    ) {
        let bytes = [b"\x1b[<", numbers.join(";").as_bytes(), &[last], b"q"].concat();
        let (mut inputs, mut decoder) = (Vec::new(), Decoder::default());
        for piece in bytes.chunks(size) {
            decoder.feed(piece, &mut inputs);
        }
        let mut events = events(inputs);
        prop_assert_eq!(events.pop(), Some(key(KeyCode::Char('q'))), "what follows is read");
        prop_assert!(events.len() <= 1);
        for event in events {
            let Event::Mouse(mouse) = event else { panic!("{event:?}") };
            prop_assert_eq!(mouse.row.checked_add(1).map(u32::from), numbers[2].parse().ok());
        }
    }

    #[test]
    fn a_report_that_is_cut_off_types_nothing(
        report in "\x1b\\[<[0-9]{1,3};[0-9]{0,4}(;[0-9]{0,4})?", size in 1_usize..9,
    ) {
        let (mut inputs, mut decoder) = (Vec::new(), Decoder::default());
        for piece in report.as_bytes().chunks(size) {
            decoder.feed(piece, &mut inputs);
        }
        decoder.give_up(&mut inputs);
        prop_assert_eq!(inputs, vec![]);
    }

    #[test]
    fn any_bytes_are_taken(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        decoded(&bytes);
    }
}
