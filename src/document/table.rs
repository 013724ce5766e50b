//! Tables of a file, declared a row a key: from the rows come struct, reader, schema and documentation.
//!
//! A module that declares tables imports what the rows need: [`Node`](super::Node), `Problems`, `Spanned`,
//! `Read`, `Table`, `KeyShape`, `unknown_key`, and `toml::de::DeTable`.

macro_rules! tables {
    ($(
        $(#[doc = $about:literal])*
        $name:ident($title:literal) {
            $( $(#[doc = $doc:literal])* $key:literal $field:ident: $type:ty, )*
        }
    )*) => {$(
        $(#[doc = $about])*
        #[derive(Debug, Clone)]
        pub(crate) struct $name {
            /// Keys that are there but could not be read.
            pub(crate) failed: Vec<&'static str>,
            $( $(#[doc = $doc])* pub(crate) $field: Option<Spanned<$type>>, )*
        }

        impl Table for $name {
            const TITLE: &'static str = $title;
            const KEYS: &'static [&'static str] = &[$($key),*];

            fn read_table(table: &DeTable<'_>, at: &Node<'_, '_>, problems: &mut Problems<'_>) -> Self {
                let mut raw = Self { failed: Vec::new(), $($field: None),* };
                for (key, value) in table {
                    let node = Node { value, name: key.get_ref(), key: key.span(), text: at.text, listed: false };
                    match &**key.get_ref() {
                        $($key => {
                            raw.$field = <$type>::read(&node, problems).map(|value| node.here(value));
                            if raw.$field.is_none() {
                                raw.failed.push($key);
                            }
                        })*
                        other => raw.failed.extend(unknown_key::<Self>(other, &key.span(), problems)),
                    }
                }
                raw
            }

            fn key_shapes() -> Vec<KeyShape> {
                vec![$(KeyShape {
                    name: $key,
                    doc: [$($doc),*].concat().trim().to_owned(),
                    shape: <$type>::shape(),
                }),*]
            }

            fn given(&self) -> Vec<(&'static str, Range<usize>)> {
                let mut given = Vec::new();
                $( given.extend(self.$field.as_ref().map(|value| ($key, value.key.clone()))); )*
                given
            }

            fn lost(&self, keys: &[&str]) -> bool {
                self.failed.iter().any(|key| keys.contains(key))
            }
        }
    )*};
}

pub(crate) use tables;
