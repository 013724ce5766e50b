//! The words of the warning signs, each by its row, and of the lines that lead to them.
//!
//! A question names what you can see or feel and catches nothing else; a text says what to do and how soon, never what
//! it may be. Tiers, locks and who clears a sign are in [`crate::symptoms::signs`].

/// The lines of `!`, in the order in which they are offered.
pub(super) const LINES: [&str; 9] = [
    "pop, grab, fall, or no weight on it",
    "one lower leg swollen or throbbing",
    "chest pain, short of breath, faint or coughing blood",
    "hot red skin, a sore or a blister",
    "pain deep in the heel bone or groin, or one sore spot on a bone",
    "numb, weak, cramp, or a cold foot",
    "pain at night, or no better",
    "stiff for weeks, or a swollen joint",
    "my health, pregnancy, or tablets",
];

/// The lines of the health page, in the order in which they are offered.
pub(super) const HEALTH: [&str; 7] = [
    "heart trouble, chest pain, fainting",
    "a stress fracture, or weak bones",
    "missed periods, or losing weight",
    "pregnant, or gave birth recently",
    "under eighteen years old",
    "diabetes, numb feet, blood thinners",
    "antibiotics, or steroids",
];

/// The text of a sign that counts only together with another.
const COUNTED: &str = "One of these alone locks nothing. With two, see a doctor within a few days; until then no run gets longer.";

/// The signs: the row, what you recognise, and what to do.
pub(super) const SIGNS: [(&str, &str, &str); 56] = [
    (
        "RF01",
        "a pop or a kick in the Achilles, and a weak push-off since",
        "Stop, and do not test the leg. This needs urgent care today.",
    ),
    (
        "RF02",
        "a fall or twist: severe pain, a wrong shape, or I cannot take four steps",
        "Stop, and keep your weight off the leg. This could be serious: get urgent care.",
    ),
    ("RF12a", "I cannot put weight on the leg", "Have it checked today. Keep your weight off it until then."),
    (
        "RF12b",
        "I still limp after 48 hours",
        "Do not run, and see a doctor or physio within a few days. You can walk if walking does not hurt.",
    ),
    (
        "RF19",
        "the calf muscle grabbed suddenly, but I can still rise on my toes",
        "No running and no heel raises for 72 hours. It is over when both hurt 2 out of 10 or less.",
    ),
    (
        "RF03a",
        "one lower leg is clearly more swollen than the other",
        "Look at it again tomorrow. If it swells more, turns warm or throbs, have it checked that day.",
    ),
    (
        "RF03b",
        "the swelling came without a pull, or it is warm, darker or red",
        "Have it checked today. Until then no exercise and no massage.",
    ),
    (
        "RF03c",
        "within 12 weeks an operation, plaster cast, long journey, birth or cancer, or ever a clot",
        "Have it checked today. Until then no exercise and no massage.",
    ),
    (
        "RF03d",
        "one calf throbs or aches at rest, with no strain or workout to explain it",
        "Have it checked today. Until then no exercise and no massage.",
    ),
    (
        "RF04",
        "sudden breathlessness, chest pain, coughing up blood, or fainting",
        "Call your emergency number now.",
    ),
    (
        "RF06",
        "the skin is painful, hot and swollen, or redness is spreading",
        "Have it checked today. With a fever, confusion or redness that spreads fast, call your emergency number now.",
    ),
    (
        "DM2",
        "diabetes or numb feet, and one foot hot, swollen or with sore skin",
        "Have it checked today. Keep your weight off that foot until then.",
    ),
    (
        "RF06b",
        "an open sore or a blister where the shoe presses",
        "Cover it, and do not run until the shoe no longer hurts it. With diabetes or numb feet, have it checked today.",
    ),
    (
        "RF05",
        "pain deep in the heel bone, or when both palms squeeze it, not the tendon",
        "Do not run or hop until a doctor or physio has examined it. Walk only if it does not hurt.",
    ),
    (
        "RF16a",
        "running hurts deep in the groin or the front of the hip",
        "Do not run until a doctor or physio has examined it. Go today if walking hurts, or if it hurts at night.",
    ),
    (
        "RF16b",
        "one spot on the shin, ankle or top of the foot hurts under a fingertip",
        "Do not run until a doctor or physio has examined it. Walk only if it does not hurt.",
    ),
    (
        "RF18",
        "one foot suddenly cold and pale, even numb, and not warmed indoors",
        "Get emergency care now. Do not wait, and do not try to walk it off.",
    ),
    (
        "RF15",
        "numb between the legs, new bladder or bowel trouble, or both legs weak or numb",
        "Get emergency care now.",
    ),
    (
        "RF08a",
        "I can no longer lift the front of one foot",
        "Have it checked today. Take care on stairs and kerbs until then.",
    ),
    (
        "RF08b",
        "numbness, tingling or burning in the foot that outlasts the run",
        "If looser laces do not help, have it checked within a few days. You can walk if walking does not hurt.",
    ),
    (
        "RF17",
        "calf cramp at the same distance that ten minutes' rest eases",
        "Have it checked before you run again. Walk, but stop short of that distance.",
    ),
    (
        "RF11",
        "pain that wakes me at night, or was there at rest for over 3 days",
        "Have it checked within a few days. Until then walk, and do not run.",
    ),
    (
        "RF07c",
        "a finger or toe swollen like a sausage, or a newly swollen joint",
        "See a doctor within a few days. You can run, but no run gets longer until then.",
    ),
    ("RF07a", "for weeks, stiff for over 30 minutes each morning until I move", COUNTED),
    (
        "RF07b",
        "psoriasis, uveitis, Crohn's or ulcerative colitis, mine or a close relative's; not an irritable bowel",
        COUNTED,
    ),
    ("RF07d", "a stiff back since before age 45 that wakes me late at night", COUNTED),
    ("RF07e", "both heels sore, or more places, without running more than usual", COUNTED),
    (
        "RF13",
        "no better after 2 weeks of doing less, or worse",
        "This has not settled. A physio or a doctor can help.",
    ),
    // The health page.
    ("RF14a", "chest pain, fainting or a racing heart at this moment", "Call your emergency number now."),
    (
        "RF14b",
        "heart trouble, or in the past chest pain, fainting or a racing heart on effort",
        "See a doctor before you start. You can walk, slowly enough to talk.",
    ),
    (
        "BH1",
        "a stress fracture in the last two years",
        "Tell a doctor or physio that you run. Your plan grows at the slow pace.",
    ),
    (
        "BH1b",
        "in the hip or pelvis, or I had two or more, or lost six months",
        "See a doctor before you run. You can walk if walking does not hurt.",
    ),
    (
        "BH4",
        "I was told that I have osteoporosis, or broke a bone in a small fall",
        "Ask a doctor or physio which exercise suits you. Your plan grows at the slow pace.",
    ),
    (
        "BH4b",
        "it was a bone of the spine",
        "See a doctor before you run. A brisk walk of 20 minutes a day is fine.",
    ),
    (
        "BH2",
        "three or more periods missed in a row; not pregnant, in menopause or on the pill",
        "See a doctor within a few weeks. You can run, but no run gets longer until then.",
    ),
    (
        "BH2b",
        "I missed twelve or more",
        "See a doctor before you do more than you do now. Until then no run gets longer.",
    ),
    (
        "BH3",
        "losing weight without meaning to, or eating much less than I train for",
        "Eat enough for your running, and see a doctor within a few weeks. Until then no run gets longer.",
    ),
    (
        "PR1",
        "I am pregnant",
        "If you ran before, keep running slowly enough to talk; if not, walk. With bleeding, fluid, cramps or feeling faint, call today.",
    ),
    (
        "PR2",
        "I gave birth within the last twelve weeks",
        "Walk, and do not run for 12 weeks after the birth. After that, run only without leaks, heaviness or pain.",
    ),
    ("AGE", "I am under eighteen", "Ask a doctor or physio about your plan. Stop if anything hurts."),
    (
        "AGEb",
        "I am under sixteen",
        "No run gets longer until a doctor or physio has cleared it. Stop if anything hurts.",
    ),
    (
        "AGEc",
        "and a heel or an Achilles hurts",
        "See a doctor within a few days. Until then do not run or hop, and leave out heel raises.",
    ),
    (
        "DM1",
        "I have diabetes, or less feeling in my feet",
        "Look at your feet after each run, and have them checked each year.",
    ),
    (
        "DM1b",
        "I have little or no feeling in my feet",
        "Have your feet checked before you run. Walk in shoes, and look at your feet each day.",
    ),
    (
        "RF10a",
        "a sore tendon, and an antibiotic ending in -floxacin within six months",
        "Call your doctor or pharmacist today, before the next dose. Do not load the calf until they agree.",
    ),
    (
        "RF10b",
        "a steroid injection near this heel or tendon within twelve weeks",
        "Do not run until the day your doctor gave you. Without one, wait 12 weeks for a tendon, 2 under the heel.",
    ),
    (
        "RF10c",
        "steroid tablets now, or for over three weeks in the last three months",
        "Tell your doctor that you run, and do not stop the tablets yourself. No run gets longer.",
    ),
    (
        "RF10e",
        "and a tendon is sore",
        "Ask your doctor before you load it. Until then walk, and do not run or do heel raises.",
    ),
    (
        "RF10d",
        "an antibiotic ending in -floxacin within six months, and no sore tendon",
        "For four weeks, start nothing new and make no run longer. If a tendon gets sore, call your doctor that day.",
    ),
    (
        "RF09",
        "a sore foot, with diabetes, poor blood flow, blood thinners or a weak immune system",
        "Talk to a doctor before you start. With your health history, that comes first.",
    ),
    // Rows that only older logs have.
    (
        "RF03",
        "one calf swollen, warm, tender or throbbing, or its skin redder or darker",
        "Have it checked today. Until then no exercise and no massage.",
    ),
    (
        "RF07",
        "stiff for over 30 minutes each morning, or both heels sore with other signs",
        "Show this to a doctor within a few days, before you run again.",
    ),
    (
        "RF08",
        "numb, tingling, burning or electric, or a weak foot",
        "Have it checked within a few days. You can walk if walking does not hurt.",
    ),
    (
        "RF10",
        "a sore Achilles, with an antibiotic ending in -floxacin, or steroids as a jab or tablets",
        "Call your doctor or pharmacist today, before the next dose. Do not stop steroids yourself.",
    ),
    (
        "RF14",
        "a heart condition, pregnancy, a recent birth or operation, or under eighteen",
        "See a doctor before you start.",
    ),
    (
        "RF16",
        "pain deep in the groin or hip, or on a spot of bone one fingertip covers",
        "Have a doctor or physio examine it before you run again. Walk only if it does not hurt.",
    ),
];
