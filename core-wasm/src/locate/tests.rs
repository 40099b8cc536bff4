//! Pages that change under a locator: what it finds is the recorded element or nothing.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;
use crate::page::build::Build;

/// A part of a page. What has an `id` can be operated.
#[derive(Clone, Debug)]
struct Node {
    tag: &'static str,
    id: Option<u32>,
    text: String,
    attributes: Vec<(char, String)>,
    children: Vec<Node>,
}

fn node(tag: &'static str, children: Vec<Node>) -> Node {
    Node { tag, id: None, text: String::new(), attributes: Vec::new(), children }
}

fn words(tag: &'static str, text: &str) -> Node {
    Node { text: text.to_owned(), ..node(tag, Vec::new()) }
}

fn control(id: u32, tag: &'static str, text: &str) -> Node {
    Node { id: Some(id), ..words(tag, text) }
}

fn field(id: u32, label: &str) -> Node {
    let attributes = vec![('y', "text".to_owned()), ('x', format!("label={label}"))];
    Node { id: Some(id), attributes, ..node("input", Vec::new()) }
}

fn named(tag: &'static str, name: &str, children: Vec<Node>) -> Node {
    Node { attributes: vec![('x', format!("label={name}"))], ..node(tag, children) }
}

/// A shop: links on top, a form, and rows with the same buttons.
fn shop(rows: &[&str]) -> Vec<Node> {
    let row = |(at, name): (usize, &&str)| {
        let at = 100 + 10 * at as u32;
        let cells = vec![
            words("td", name),
            words("td", "open"),
            node("td", vec![control(at, "button", "Edit"), control(at + 1, "button", "Delete")]),
        ];
        node("tr", cells)
    };
    vec![
        named("nav", "Main menu", vec![control(1, "button", "Home"), control(2, "button", "Help")]),
        words("h2", "Delivery"),
        named(
            "form",
            "Delivery",
            vec![field(10, "Full name"), field(11, "City"), control(12, "button", "Save")],
        ),
        words("h2", "Orders"),
        node("table", rows.iter().enumerate().map(row).collect()),
        words("h2", "Contact"),
        named("form", "Contact", vec![field(20, "Message"), control(21, "button", "Send")]),
    ]
}

/// The page as a frame, and which number each control got.
fn frame(page: &[Node]) -> (Vec<RawFrame>, HashMap<u32, Target>) {
    let mut build = Build::page();
    let (mut next, mut numbers) = (1, HashMap::new());
    page.iter().for_each(|node| write(&mut build, node, &mut next, &mut numbers));
    let (nodes, strings) = build.parts();
    (vec![RawFrame { nodes, strings, ..RawFrame::default() }], numbers)
}

fn write(build: &mut Build, node: &Node, next: &mut u32, numbers: &mut HashMap<u32, Target>) {
    build.open(node.tag);
    node.attributes.iter().for_each(|(key, value)| {
        build.attr(*key, value);
    });
    if let Some(id) = node.id {
        build.control();
        numbers.insert(id, Target::top(*next));
        *next += 1;
    }
    if !node.text.is_empty() {
        build.text(&node.text);
        *next += 1;
    }
    node.children.iter().for_each(|child| write(build, child, next, numbers));
    build.close();
}

fn recorded(page: &[Node], id: u32) -> Locator {
    let (frames, numbers) = frame(page);
    record(&frames, &[(numbers[&id], Marks::default())]).expect("it can be operated").1
}

/// Which control is found, if one is.
#[allow(clippy::result_large_err, reason = "a few in a test")]
fn found(page: &[Node], locator: &Locator) -> Result<u32, Found> {
    let (frames, numbers) = frame(page);
    match find(&frames, locator, &HashMap::new()) {
        Found::Confident(found) => {
            Ok(*numbers.iter().find(|(_, target)| **target == found.target).expect("a control").0)
        }
        none => Err(none),
    }
}

const ROWS: [&str; 3] = ["Brass lamp", "Rope ladder", "Storm lantern"];
const CONTROLS: [u32; 9] = [1, 2, 10, 11, 12, 20, 21, 101, 120];

#[test]
fn every_control_of_an_unchanged_page_is_found() {
    let page = shop(&ROWS);
    for id in CONTROLS.into_iter().chain([100, 110, 111, 121]) {
        assert_eq!(found(&page, &recorded(&page, id)), Ok(id));
    }
}

#[test]
fn a_press_on_what_is_in_a_button_is_one_on_the_button() {
    let (frames, numbers) = frame(&shop(&ROWS));
    let inner = (Target::top(9_999), Marks::default());
    let (target, locator) = record(&frames, &[inner, (numbers[&21], Marks::default())]).unwrap();
    assert_eq!((target, locator.role.as_str(), locator.name.as_str()), (numbers[&21], "button", "Send"));
    assert_eq!(locator.section.unwrap().name, "Contact");
}

#[test]
fn one_of_many_alike_is_known_by_the_words_beside_it_or_not_at_all() {
    let locator = recorded(&shop(&ROWS), 111);
    assert_eq!((locator.twins_here, locator.key.is_empty()), (2, false));
    assert_eq!(found(&shop(&["Rope ladder", "Brass lamp"]), &locator), Ok(101));
    assert_eq!(found(&shop(&["Brass lamp", "Storm lantern"]), &locator), Err(Found::Gone));
    let two = recorded(&shop(&["Rope", "Rope"]), 101);
    assert_eq!(found(&shop(&["Rope", "Rope"]), &two), Err(Found::Ambiguous { count: 2 }));
}

#[test]
fn what_is_called_otherwise_is_found_by_its_place_and_that_is_told() {
    let mut page = shop(&ROWS);
    let locator = recorded(&page, 21);
    page[6].children[1].text = "Submit".into();
    let (frames, numbers) = frame(&page);
    let Found::Confident(it) = find(&frames, &locator, &HashMap::new()) else { panic!("not found") };
    assert_eq!((it.target, it.is_healed()), (numbers[&21], true));
    let told = told(&it, &locator);
    assert!(told.contains("its part of the page"), "{told}");
    assert!(told.ends_with("Its name changed from “Send” to “Submit”."), "{told}");
}

#[test]
fn a_name_alone_is_enough_when_it_is_the_only_one() {
    let by_name = |name: &str| Locator { role: "button".into(), name: name.into(), ..Locator::default() };
    assert_eq!(found(&shop(&ROWS), &by_name("Send")), Ok(21));
    assert_eq!(found(&shop(&ROWS), &by_name("Delete")), Err(Found::Ambiguous { count: 3 }));
    assert_eq!(found(&shop(&ROWS), &by_name("Pay")), Err(Found::Gone));
}

#[test]
fn what_is_gone_is_not_replaced_by_what_is_left() {
    let mut page = shop(&ROWS);
    let locator = recorded(&page, 1);
    page[0].children.remove(0);
    assert!(found(&page, &locator).is_err());
    let sentence = told_missing(&Found::Gone, &locator).unwrap();
    assert_eq!(sentence, "“Home” is not on this page.");
}

#[test]
fn a_test_id_is_believed_before_a_name() {
    let mut page = shop(&ROWS);
    let mark = |id: &str| Marks { test_id: id.into(), ..Marks::default() };
    let (frames, numbers) = frame(&page);
    let (_, locator) = record(&frames, &[(numbers[&12], mark("save-address"))]).unwrap();
    page[2].children[2].text = "Keep".into();
    let (frames, numbers) = frame(&page);
    let marks = HashMap::from([(numbers[&12], mark("save-address")), (numbers[&21], mark("send"))]);
    assert!(shortlist(&frames, &locator).contains(&numbers[&12]));
    let Found::Confident(it) = find(&frames, &locator, &marks) else { panic!("not found") };
    assert_eq!(it.target, numbers[&12]);
    assert!(told(&it, &locator).starts_with("Found by its test id"));
}

/// What may happen to a page between two visits, with numbers to choose by.
#[derive(Clone, Debug)]
enum Mutation {
    Reorder(usize, usize),
    Wrap(usize),
    ChangeText(usize, String),
    Insert(usize, String),
    Rename(usize, String),
    Remove(usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let text = "[A-Z][a-z]{3,8} [a-z]{3,8}";
    prop_oneof![
        (any::<usize>(), any::<usize>()).prop_map(|(at, by)| Mutation::Reorder(at, by)),
        any::<usize>().prop_map(Mutation::Wrap),
        (any::<usize>(), text).prop_map(|(at, text)| Mutation::ChangeText(at, text)),
        (any::<usize>(), text).prop_map(|(at, text)| Mutation::Insert(at, text)),
        (any::<usize>(), text).prop_map(|(at, text)| Mutation::Rename(at, text)),
        any::<usize>().prop_map(Mutation::Remove),
    ]
}

/// Does `change` to the node number `at` of the page, in the list it stands in.
fn at(nodes: &mut Vec<Node>, at: &mut usize, change: &mut dyn FnMut(&mut Vec<Node>, usize)) -> bool {
    for index in 0..nodes.len() {
        if *at == 0 {
            change(nodes, index);
            return true;
        }
        *at -= 1;
        if self::at(&mut nodes[index].children, at, change) {
            return true;
        }
    }
    false
}

fn count(nodes: &[Node]) -> usize {
    nodes.iter().map(|node| 1 + count(&node.children)).sum()
}

fn mutate(page: &mut Vec<Node>, mutation: &Mutation) {
    let place = match mutation {
        Mutation::Reorder(place, _)
        | Mutation::Wrap(place)
        | Mutation::ChangeText(place, _)
        | Mutation::Insert(place, _)
        | Mutation::Rename(place, _)
        | Mutation::Remove(place) => place % count(page).max(1),
    };
    at(page, &mut { place }, &mut |list, index| match mutation {
        Mutation::Reorder(_, by) => {
            let node = list.remove(index);
            let to = by % (list.len() + 1);
            list.insert(to, node);
        }
        Mutation::Wrap(_) if !matches!(list[index].tag, "tr" | "td") => {
            let inner = list.remove(index);
            list.insert(index, node("div", vec![inner]));
        }
        Mutation::ChangeText(_, text) if list[index].id.is_none() && !list[index].text.is_empty() => {
            list[index].text.clone_from(text);
        }
        Mutation::Insert(_, text) => list.insert(index, words("p", text)),
        Mutation::Rename(_, text) if list[index].id.is_some() && list[index].tag == "button" => {
            list[index].text.clone_from(text);
        }
        Mutation::Remove(_) if list[index].tag != "table" => {
            list.remove(index);
        }
        _ => {}
    });
}

fn has(page: &[Node], id: u32) -> bool {
    page.iter().any(|node| node.id == Some(id) || has(&node.children, id))
}

fn any_control() -> impl Strategy<Value = u32> {
    prop::sample::select(vec![1, 2, 10, 11, 12, 20, 21, 100, 101, 110, 111, 120, 121])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_happens_to_a_page_it_finds_the_same_element_or_none(
        id in any_control(),
        mutations in prop::collection::vec(mutation(), 0..8),
    ) {
        let locator = recorded(&shop(&ROWS), id);
        let mut page = shop(&ROWS);
        mutations.iter().for_each(|mutation| mutate(&mut page, mutation));
        if let Ok(it) = found(&page, &locator) {
            prop_assert_eq!(it, id);
            prop_assert!(has(&page, id));
        }
    }

    #[test]
    fn wrappers_and_new_texts_lose_nothing(
        id in any_control(),
        places in prop::collection::vec((any::<usize>(), any::<bool>()), 0..5),
    ) {
        let locator = recorded(&shop(&ROWS), id);
        let mut page = shop(&ROWS);
        for (place, wraps) in places {
            let mutation = if wraps { Mutation::Wrap(place) } else { Mutation::Insert(place, "Quite new".into()) };
            mutate(&mut page, &mutation);
        }
        prop_assert_eq!(found(&page, &locator), Ok(id));
    }
}
