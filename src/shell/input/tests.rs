//! What terminals send, and what they never should.

use proptest::prelude::*;

use super::*;

fn decoded(bytes: &[u8]) -> Vec<Event> {
    let mut events = Vec::new();
    let mut decoder = Decoder::default();
    decoder.feed(bytes, &mut events);
    decoder.give_up(&mut events);
    events
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
    let mut events = Vec::new();
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b", &mut events);
    assert_eq!((events.len(), decoder.patience()), (0, Some(ESC_PATIENCE)));
    decoder.give_up(&mut events);
    assert_eq!((&*events, decoder.patience()), (&[key(KeyCode::Esc)][..], None));
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
fn what_is_not_known_takes_no_key_with_it() {
    for bytes in [
        &b"\x1b[?62;22cq"[..],
        b"\x1b[12;40Rq",
        b"\x1b[999~q",
        b"\x1b[<0;0;0Mq",
        b"\x1b[M !!q",
        b"\x1bO%q",
        b"\x1b]11;rgb:0/0/0\x07q",
        b"\x1b]11;rgb:0/0/0\x1b\\q",
        b"\x1b]52;c;aGk=\x07q",
        b"\x1b]11\x03q",
        b"\xff\xc3q",
    ] {
        assert_eq!(decoded(bytes).last(), Some(&key(KeyCode::Char('q'))), "{bytes:?}");
    }
    assert_eq!(decoded(b"\x1b[1\x1b[B"), [key(KeyCode::Down)], "a sequence cut off by another");
}

#[test]
fn answers_are_picked_out_from_between_keys() {
    use crate::ui::Background;
    let (mut events, mut decoder) = (Vec::new(), Decoder::default());
    for piece in b"j\x1b]11;rgb:ffff/ffff/ffff\x1b\\k\x1b[?62;4cl".chunks(3) {
        decoder.feed(piece, &mut events);
    }
    assert_eq!(events, ['j', 'k', 'l'].map(|c| key(KeyCode::Char(c))));
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
        let (mut events, mut decoder) = (Vec::new(), Decoder::default());
        for piece in bytes.chunks(size) {
            decoder.feed(piece, &mut events);
        }
        decoder.give_up(&mut events);
        prop_assert_eq!(events, decoded(&bytes));
    }

    #[test]
    fn a_report_of_the_mouse_is_one_event_or_none_and_never_a_key(
        numbers in prop::collection::vec("[0-9]{0,6}", 0..5),
        last in prop::sample::select(&b"Mm"[..]),
        size in 1_usize..9,
    ) {
        let bytes = [b"\x1b[<", numbers.join(";").as_bytes(), &[last], b"q"].concat();
        let (mut events, mut decoder) = (Vec::new(), Decoder::default());
        for piece in bytes.chunks(size) {
            decoder.feed(piece, &mut events);
        }
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
        let (mut events, mut decoder) = (Vec::new(), Decoder::default());
        for piece in report.as_bytes().chunks(size) {
            decoder.feed(piece, &mut events);
        }
        decoder.give_up(&mut events);
        prop_assert_eq!(events, vec![]);
    }

    #[test]
    fn any_bytes_are_taken(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        decoded(&bytes);
    }
}
