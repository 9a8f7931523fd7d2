import { chmod, mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

function picture(width: number, height: number, background: string) {
  return sharp({ create: { width, height, channels: 3, background } });
}

/** Left half red, right half blue, so that a wrong rotation shows. */
async function twoHalves(width: number, height: number) {
  const red = await picture(width / 2, height, '#d02020')
    .png()
    .toBuffer();
  return picture(width, height, '#2020d0').composite([{ input: red, left: 0, top: 0 }]);
}

export const AWKWARD_NAMES = {
  truncated: 'truncated.jpg',
  empty: 'empty.jpg',
  text: 'text.jpg',
  tiny: 'tiny.png',
  huge: 'huge.jpg',
  cmyk: 'cmyk.jpg',
  rotated: 'rotated.jpg',
  oddName: '😼 "Mr. O\'Neil" — 100% & #1.jpg',
  unreadable: 'unreadable.jpg',
} as const;

const COPY_AGAIN = 'Copy it again from the camera or phone. Other photos are not affected.';

/** The message beside each file that cannot be read. */
export const awkwardProblems: Record<string, { code: string; message: string; nextStep: string }> =
  {
    [AWKWARD_NAMES.truncated]: {
      code: 'truncated',
      message: 'This picture is damaged: its end is missing.',
      nextStep: COPY_AGAIN,
    },
    [AWKWARD_NAMES.empty]: {
      code: 'file-empty',
      message: 'This file is empty: it has no picture in it.',
      nextStep: 'Copy it again from the camera or phone, or delete it.',
    },
    [AWKWARD_NAMES.text]: {
      code: 'not-a-picture',
      message: 'This file is not a picture, though its name looks like one.',
      nextStep: 'Open it in another program to see what it is, or leave it out.',
    },
    [AWKWARD_NAMES.unreadable]:
      process.getuid?.() === 0
        ? {
            code: 'read-error',
            message: 'This file could not be read from the disk (EIO).',
            nextStep: 'Check the disk or memory card it is on, then try again.',
          }
        : {
            code: 'file-unreadable',
            message: 'You are not allowed to read this file.',
            nextStep: 'Change its permissions, or copy it to a folder of your own.',
          },
  };

/** Writes a folder of files that photo programs often fail on. */
export async function writeAwkwardPhotos(folder: string): Promise<void> {
  const at = (name: string) => path.join(folder, name);
  await mkdir(folder, { recursive: true });

  const noise = Buffer.from(Array.from({ length: 300 * 200 * 3 }, (_, i) => (i * 7919) % 251));
  await sharp(noise, { raw: { width: 300, height: 200, channels: 3 } })
    .jpeg()
    .toFile(at(AWKWARD_NAMES.truncated));
  await truncate(at(AWKWARD_NAMES.truncated), 9_000);

  await writeFile(at(AWKWARD_NAMES.empty), '');
  await writeFile(at(AWKWARD_NAMES.text), 'I am a text file with a wrong name.\n');
  await picture(1, 1, '#808080').png().toFile(at(AWKWARD_NAMES.tiny));
  await picture(12_000, 9_000, '#88aa66').jpeg({ quality: 40 }).toFile(at(AWKWARD_NAMES.huge));
  await picture(300, 200, '#c04020').toColourspace('cmyk').jpeg().toFile(at(AWKWARD_NAMES.cmyk));
  // Orientation 6: the camera was rotated; upright, the photo is 200 wide and 300 high.
  await (
    await twoHalves(300, 200)
  )
    .jpeg()
    .withMetadata({ orientation: 6 })
    .toFile(at(AWKWARD_NAMES.rotated));
  await picture(320, 240, '#3377bb').jpeg().toFile(at(AWKWARD_NAMES.oddName));
  await writeUnreadable(at(AWKWARD_NAMES.unreadable));
  await symlink(folder, at('loop'));
}

/** Root may read every ordinary file, but reading the memory of a process fails for root as well. */
async function writeUnreadable(file: string): Promise<void> {
  if (process.getuid?.() === 0) {
    await symlink('/proc/self/mem', file);
    return;
  }
  await picture(64, 64, '#000000').jpeg().toFile(file);
  await chmod(file, 0o000);
}
