//! Compression, at the highest level: done once, sent many times.

use std::io::Write;
use std::num::NonZeroU64;

use anyhow::Result;

/// gzip, the same bytes every time: no name and no date inside.
pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// gzip that takes seconds over a megabyte, for what the page carries inside: one part in twenty smaller than [`gzip`].
/// What is served is not made with it, and nothing is measured with it: servers compress as `gzip` does.
pub(crate) fn gzip_thoroughly(bytes: &[u8]) -> Result<Vec<u8>> {
    // Measured: 15 rounds, the usual number, take twice as long and save 36 bytes.
    let options = zopfli::Options { iteration_count: NonZeroU64::new(5).expect("5"), ..Default::default() };
    let mut packed = Vec::new();
    zopfli::compress(options, zopfli::Format::Gzip, bytes, &mut packed)?;
    Ok(packed)
}

/// brotli.
pub(crate) fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &params)?;
    Ok(packed)
}
