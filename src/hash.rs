//! Hashes that are the same on every machine and in every version (FNV-1a).
//!
//! They name what changes when its bytes do: a routine's text, a damaged line, a clip of speech. They
//! keep no secret and prove nothing.

use std::borrow::Borrow;

/// Returns the hash of some bytes in 64 bits.
pub(crate) fn fnv64(bytes: impl IntoIterator<Item = impl Borrow<u8>>) -> u64 {
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte.borrow())).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Returns the hash of some bytes in 128 bits, for names among very many.
pub(crate) fn fnv128(bytes: impl IntoIterator<Item = impl Borrow<u8>>) -> u128 {
    bytes.into_iter().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash, byte| {
        (hash ^ u128::from(*byte.borrow())).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors that its authors publish.
    #[test]
    fn known_texts_have_their_known_hashes() {
        assert_eq!(fnv64(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv64(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv64(b"foobar"), 0x8594_4171_f739_67e8);
        assert_eq!(fnv64("foobar".bytes()), fnv64(b"foobar"));
        assert_eq!(fnv128(b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }
}
