/**
 * Eyes of one's own, and which eye each model looks through. Models of version 1 all look at pixels, by
 * dense layers, on one thread, as they were trained.
 */
export const EYES = `
CREATE TABLE eye (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  file_name TEXT NOT NULL, -- as it was called when it was added
  content_hash TEXT NOT NULL, -- also names the copy that is kept
  byte_size INTEGER NOT NULL,
  preset TEXT NOT NULL,
  output TEXT NOT NULL,
  feature_count INTEGER NOT NULL,
  licence TEXT NOT NULL,
  origin TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT;

ALTER TABLE model RENAME COLUMN preprocessing TO eye_id;
ALTER TABLE model ADD COLUMN eye_name TEXT NOT NULL DEFAULT 'Pixels';
ALTER TABLE model ADD COLUMN comparison TEXT NOT NULL DEFAULT '[]'; -- JSON
UPDATE model SET settings =
  json_set(settings, '$.network', 'dense', '$.augmentation', json('false'), '$.threads', 1);
`;
