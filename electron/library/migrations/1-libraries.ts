/** Libraries, their photos and labels with the undo history, and saved models. */
export const LIBRARIES = `
CREATE TABLE library (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('folders', 'sample')),
  opened_at INTEGER NOT NULL
) STRICT;

CREATE TABLE category (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  library_id INTEGER NOT NULL REFERENCES library (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position IN (0, 1)),
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  UNIQUE (library_id, position)
) STRICT;

CREATE TABLE folder (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  library_id INTEGER NOT NULL REFERENCES library (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  scan INTEGER NOT NULL DEFAULT 0, -- number of the newest scan
  UNIQUE (library_id, path)
) STRICT;

-- AUTOINCREMENT: an id that the window still holds must never come to mean another photo.
CREATE TABLE photo (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  library_id INTEGER NOT NULL REFERENCES library (id) ON DELETE CASCADE,
  folder_id INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
  relative_path TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  byte_size INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  scan INTEGER NOT NULL, -- number of the newest scan that saw it
  status INTEGER NOT NULL DEFAULT 0 CHECK (status IN (0, 1, 2, 3)), -- found, ready, failed, missing
  mark INTEGER NOT NULL DEFAULT 0 CHECK (mark >= -1),
  category_id INTEGER GENERATED ALWAYS AS (CASE WHEN mark > 0 THEN mark END) VIRTUAL
    REFERENCES category (id),
  content_hash TEXT,
  width INTEGER,
  height INTEGER,
  problem TEXT, -- JSON
  UNIQUE (folder_id, relative_path)
) STRICT;
-- Holds all that the grid needs, in its order.
CREATE INDEX photo_in_order ON photo (library_id, folder_id, sort_key, id, mark, status);
CREATE INDEX photo_by_content ON photo (content_hash) WHERE content_hash IS NOT NULL;

CREATE TABLE ignored_file (
  folder_id INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  reason TEXT NOT NULL,
  scan INTEGER NOT NULL,
  PRIMARY KEY (folder_id, path)
) STRICT, WITHOUT ROWID;

-- The undo history: what is done (undone = 0) by rising id, then what can be redone (undone = 1).
CREATE TABLE label_action (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  library_id INTEGER NOT NULL REFERENCES library (id) ON DELETE CASCADE,
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;
CREATE INDEX label_action_in_order ON label_action (library_id, undone, id);

CREATE TABLE label_change (
  action_id INTEGER NOT NULL REFERENCES label_action (id) ON DELETE CASCADE,
  photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  mark_before INTEGER NOT NULL,
  mark_after INTEGER NOT NULL,
  PRIMARY KEY (action_id, photo_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_change_of_photo ON label_change (photo_id);

CREATE TABLE model (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  is_current INTEGER NOT NULL DEFAULT 0 CHECK (is_current IN (0, 1)),
  created_at INTEGER NOT NULL,
  library_id INTEGER REFERENCES library (id) ON DELETE SET NULL,
  library_name TEXT NOT NULL,
  category_names TEXT NOT NULL, -- JSON
  label_counts TEXT NOT NULL, -- JSON
  layer_sizes TEXT NOT NULL, -- JSON
  settings TEXT NOT NULL, -- JSON
  epochs_run INTEGER NOT NULL,
  training_milliseconds REAL NOT NULL,
  training_accuracy REAL NOT NULL,
  validation TEXT NOT NULL, -- JSON
  preprocessing TEXT NOT NULL,
  weights BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_current_model ON model (is_current) WHERE is_current = 1;
CREATE INDEX model_of_library ON model (library_id);
`;
