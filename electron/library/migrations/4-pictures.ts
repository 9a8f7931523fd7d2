import type { Database } from 'better-sqlite3';

/**
 * A label belongs to a picture instead of a path. Photos of a library with the same content share a
 * picture; a photo that was never read, but labelled, has one that waits for its reading. Of copies with
 * different labels the newest by the history wins, and the others are kept to be asked.
 */
export function pictures(database: Database): void {
  database.exec(NEW_TABLES);
  database.exec(PICTURES_OF_PHOTOS);
  database.exec(MARKS_OF_PICTURES);
  database.exec(HISTORY_OF_PICTURES);
  database.exec(PHOTOS_WITHOUT_MARKS);
}

const NEW_TABLES = `
CREATE TABLE picture (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  library_id INTEGER NOT NULL REFERENCES library (id) ON DELETE CASCADE,
  mark INTEGER NOT NULL DEFAULT 0 CHECK (mark >= -1),
  category_id INTEGER GENERATED ALWAYS AS (CASE WHEN mark > 0 THEN mark END) VIRTUAL
    REFERENCES category (id),
  pixel_hash TEXT, -- of the upright pixels; NULL where they were not looked at yet
  -- Until its photo is read, what is known of its file instead of a hash:
  is_unread INTEGER NOT NULL DEFAULT 0 CHECK (is_unread IN (0, 1)),
  byte_size INTEGER,
  modified_at INTEGER
) STRICT;

-- Every content that ever showed a picture; several where only metadata differ.
CREATE TABLE picture_content (
  content_hash TEXT NOT NULL,
  library_id INTEGER NOT NULL REFERENCES library (id) ON DELETE CASCADE,
  picture_id INTEGER NOT NULL REFERENCES picture (id) ON DELETE CASCADE,
  PRIMARY KEY (content_hash, library_id)
) STRICT, WITHOUT ROWID;

-- Labels that copies of one picture were given, between which a person is to choose.
CREATE TABLE label_conflict (
  picture_id INTEGER NOT NULL REFERENCES picture (id) ON DELETE CASCADE,
  mark INTEGER NOT NULL,
  PRIMARY KEY (picture_id, mark)
) STRICT, WITHOUT ROWID;

CREATE TABLE photo_of_version_4 (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  library_id INTEGER NOT NULL REFERENCES library (id) ON DELETE CASCADE,
  folder_id INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
  relative_path TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  byte_size INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  file_number REAL, -- the file system's own; NULL where nobody asked
  scan INTEGER NOT NULL, -- number of the newest scan that saw it
  status INTEGER NOT NULL DEFAULT 0 CHECK (status IN (0, 1, 2, 3)), -- found, ready, failed, missing
  picture_id INTEGER REFERENCES picture (id) ON DELETE SET NULL,
  former_picture_id INTEGER REFERENCES picture (id) ON DELETE SET NULL, -- what the path showed before
  content_hash TEXT,
  width INTEGER,
  height INTEGER,
  problem TEXT, -- JSON
  UNIQUE (folder_id, relative_path)
) STRICT;

CREATE TABLE label_change_of_version_4 (
  action_id INTEGER NOT NULL REFERENCES label_action (id) ON DELETE CASCADE,
  picture_id INTEGER NOT NULL REFERENCES picture (id) ON DELETE CASCADE,
  mark_before INTEGER NOT NULL,
  mark_after INTEGER NOT NULL,
  PRIMARY KEY (action_id, picture_id)
) STRICT, WITHOUT ROWID;
`;

/** Which picture each photo shows: that of its content, or one of its own where it was labelled unread. */
const PICTURES_OF_PHOTOS = `
CREATE TEMP TABLE picture_of_photo (photo_id INTEGER PRIMARY KEY, picture_id INTEGER NOT NULL);
INSERT INTO picture_of_photo
  SELECT id, min(id) OVER (PARTITION BY library_id, content_hash) FROM photo
  WHERE content_hash IS NOT NULL;
INSERT INTO picture_of_photo
  SELECT id, id FROM photo WHERE content_hash IS NULL
    AND (mark <> 0 OR EXISTS (SELECT 1 FROM label_change WHERE photo_id = photo.id));
INSERT INTO picture (id, library_id, is_unread, byte_size, modified_at)
  SELECT id, library_id, content_hash IS NULL, iif(content_hash IS NULL, byte_size, NULL),
    iif(content_hash IS NULL, modified_at, NULL)
  FROM photo WHERE id IN (SELECT picture_id FROM picture_of_photo) ORDER BY id;
INSERT INTO picture_content
  SELECT content_hash, library_id, id FROM photo
  WHERE content_hash IS NOT NULL AND id IN (SELECT picture_id FROM picture_of_photo);
`;

const MARKS_OF_PICTURES = `
CREATE TEMP TABLE given_mark AS
  SELECT picture_id, mark, max(coalesce((SELECT max(action_id) FROM label_change
      JOIN label_action ON label_action.id = action_id AND undone = 0
      WHERE photo_id = photo.id), 0)) AS given_by, max(photo.id) AS photo_id
  FROM picture_of_photo JOIN photo ON photo.id = photo_id
  WHERE mark <> 0 GROUP BY picture_id, mark;
UPDATE picture SET mark = newest.mark FROM (
    SELECT picture_id, mark, row_number() OVER (
      PARTITION BY picture_id ORDER BY given_by DESC, photo_id DESC) AS place FROM given_mark
  ) AS newest
  WHERE newest.picture_id = picture.id AND place = 1;
INSERT INTO label_conflict
  SELECT picture_id, mark FROM given_mark
  WHERE picture_id IN (SELECT picture_id FROM given_mark GROUP BY picture_id HAVING count(*) > 1);
`;

/** Of copies, what was done to each is done to the picture, one after the other. */
const HISTORY_OF_PICTURES = `
INSERT INTO label_change_of_version_4
  SELECT action_id, picture_id, mark_before, mark_after FROM (
    SELECT action_id, picture_id, mark_before, mark_after, row_number() OVER (
      PARTITION BY action_id, picture_id ORDER BY label_change.photo_id DESC) AS place
    FROM label_change JOIN picture_of_photo USING (photo_id)
  ) WHERE place = 1;
UPDATE label_change_of_version_4 AS change SET mark_before = earlier.mark FROM (
    SELECT action_id, picture_id,
      lag(mark_after) OVER (PARTITION BY picture_id ORDER BY action_id) AS mark
    FROM label_change_of_version_4
    WHERE picture_id IN (SELECT picture_id FROM picture_of_photo GROUP BY picture_id HAVING count(*) > 1)
  ) AS earlier
  WHERE earlier.action_id = change.action_id AND earlier.picture_id = change.picture_id
    AND earlier.mark IS NOT NULL;
DELETE FROM label_change_of_version_4 WHERE mark_before = mark_after;
DROP TABLE label_change;
ALTER TABLE label_change_of_version_4 RENAME TO label_change;
CREATE INDEX label_change_of_picture ON label_change (picture_id);
DELETE FROM label_action WHERE id NOT IN (SELECT action_id FROM label_change);
`;

const PHOTOS_WITHOUT_MARKS = `
INSERT INTO photo_of_version_4 (id, library_id, folder_id, relative_path, sort_key, byte_size,
    modified_at, scan, status, picture_id, content_hash, width, height, problem)
  SELECT id, library_id, folder_id, relative_path, sort_key, byte_size,
    modified_at, scan, status, picture_id, content_hash, width, height, problem
  FROM photo LEFT JOIN picture_of_photo ON photo_id = id;
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'photo_of_version_4', 0
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'photo_of_version_4');
-- The ids of photos that are no more are not given again either.
UPDATE sqlite_sequence SET seq = coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'photo'), seq)
  WHERE name = 'photo_of_version_4';
DROP TABLE photo;
ALTER TABLE photo_of_version_4 RENAME TO photo;
DROP TABLE temp.picture_of_photo;
DROP TABLE temp.given_mark;

-- Holds all that the grid needs of a photo, in its order.
CREATE INDEX photo_in_order ON photo (library_id, folder_id, sort_key, id, picture_id, status);
CREATE INDEX photo_of_picture ON photo (picture_id) WHERE picture_id IS NOT NULL;
CREATE INDEX photo_formerly_of_picture ON photo (former_picture_id)
  WHERE former_picture_id IS NOT NULL;
CREATE INDEX picture_by_pixels ON picture (pixel_hash, library_id) WHERE pixel_hash IS NOT NULL;
CREATE INDEX picture_with_mark ON picture (library_id, id, mark) WHERE mark <> 0;
CREATE INDEX picture_unread ON picture (library_id, byte_size, modified_at) WHERE is_unread = 1;
CREATE INDEX content_of_picture ON picture_content (picture_id);
`;
