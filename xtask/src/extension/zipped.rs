//! Zips with the same bytes for the same files: sorted, one date, one mode.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Writes `folder` into the archive `path`.
pub fn write(folder: &Path, path: &Path) -> Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(File::create(path)?);
    for file in crate::stamp::files(folder) {
        let name = file.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        archive.start_file(name, options)?;
        archive.write_all(&fs::read(&file)?)?;
    }
    archive.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_make_the_same_bytes() {
        let folder = std::env::temp_dir().join(format!("legwork-zip-{}", std::process::id()));
        fs::create_dir_all(folder.join("in/sub")).unwrap();
        fs::write(folder.join("in/b"), "b").unwrap();
        fs::write(folder.join("in/sub/a"), "a").unwrap();
        write(&folder.join("in"), &folder.join("1.zip")).unwrap();
        write(&folder.join("in"), &folder.join("2.zip")).unwrap();
        assert_eq!(fs::read(folder.join("1.zip")).unwrap(), fs::read(folder.join("2.zip")).unwrap());
        fs::remove_dir_all(folder).unwrap();
    }
}
