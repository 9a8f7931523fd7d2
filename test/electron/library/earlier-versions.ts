import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { migrations } from '../../../electron/library/migrations/index.ts';

/** Rows as each version kept them. Append one with each migration; never change an earlier one. */
const ROWS_OF_VERSION: string[] = [
  `INSERT INTO library (id, name, kind, opened_at) VALUES (1, 'Pets', 'folders', 5);
   INSERT INTO category (id, library_id, position, name, key)
     VALUES (1, 1, 0, 'cat', 'c'), (2, 1, 1, 'dog', 'd');
   INSERT INTO folder (id, library_id, path, scan) VALUES (1, 1, '/photos', 1);
   INSERT INTO photo (id, library_id, folder_id, relative_path, sort_key, byte_size, modified_at,
       scan, status, mark, content_hash, width, height, problem)
     VALUES (1, 1, 1, 'a.jpg', 'a.jpg', 10, 20, 1, 1, 1, 'aa', 6, 4, NULL),
       (2, 1, 1, 'b.jpg', 'b.jpg', 10, 20, 1, 2, -1, NULL, NULL, NULL,
         '{"code":"file-empty","message":"Empty.","nextStep":"None."}');
   INSERT INTO ignored_file (folder_id, path, reason, scan) VALUES (1, '/photos/a.txt', 'text', 1);
   INSERT INTO label_action (id, library_id, undone) VALUES (1, 1, 0);
   INSERT INTO label_change (action_id, photo_id, mark_before, mark_after) VALUES (1, 1, 0, 1);
   INSERT INTO model (id, name, is_current, created_at, library_id, library_name, category_names,
       label_counts, layer_sizes, settings, epochs_run, training_milliseconds, training_accuracy,
       validation, preprocessing, weights)
     VALUES (1, 'First', 1, 7, 1, 'Pets', '["cat","dog"]', '[1,0]', '[3,1]', '{}', 9, 1.5, 1, '{}',
       'pixels-64@1', x'0102');`,
  `INSERT INTO library (id, name, kind, opened_at) VALUES (1, 'Pets', 'folders', 5);
   INSERT INTO category (id, library_id, position, name, key)
     VALUES (1, 1, 0, 'cat', 'c'), (2, 1, 1, 'dog', 'd');
   INSERT INTO folder (id, library_id, path, scan) VALUES (1, 1, '/photos', 1);
   INSERT INTO photo (id, library_id, folder_id, relative_path, sort_key, byte_size, modified_at,
       scan, status, mark, content_hash, width, height, problem)
     VALUES (1, 1, 1, 'a.jpg', 'a.jpg', 10, 20, 1, 1, 1, 'aa', 6, 4, NULL),
       (2, 1, 1, 'b.jpg', 'b.jpg', 10, 20, 1, 2, -1, NULL, NULL, NULL,
         '{"code":"file-empty","message":"Empty.","nextStep":"None."}');
   INSERT INTO ignored_file (folder_id, path, reason, scan) VALUES (1, '/photos/a.txt', 'text', 1);
   INSERT INTO label_action (id, library_id, undone) VALUES (1, 1, 0);
   INSERT INTO label_change (action_id, photo_id, mark_before, mark_after) VALUES (1, 1, 0, 1);
   INSERT INTO eye (id, name, file_name, content_hash, byte_size, preset, output, feature_count,
       licence, origin, added_at)
     VALUES ('own-0a@1', 'Mine', 'mine.onnx', 'ab', 30, 'imagenet', 'features', 4, 'MIT', 'Me', 6);
   INSERT INTO model (id, name, is_current, created_at, library_id, library_name, category_names,
       label_counts, layer_sizes, settings, epochs_run, training_milliseconds, training_accuracy,
       validation, eye_id, eye_name, comparison, weights)
     VALUES (1, 'First', 1, 7, 1, 'Pets', '["cat","dog"]', '[1,0]', '[4,1]',
       '{"seed":1,"network":"dense","augmentation":false,"threads":1}', 9, 1.5, 1, '{}',
       'own-0a@1', 'Mine', '[]', x'0102');`,
  `INSERT INTO library (id, name, kind, opened_at) VALUES (1, 'Pets', 'folders', 5);
   INSERT INTO category (id, library_id, position, name, key)
     VALUES (1, 1, 0, 'cat', 'c'), (2, 1, 1, 'dog', 'd');
   INSERT INTO folder (id, library_id, path, scan) VALUES (1, 1, '/photos', 1);
   INSERT INTO photo (id, library_id, folder_id, relative_path, sort_key, byte_size, modified_at,
       scan, status, mark, content_hash, width, height, problem)
     VALUES (1, 1, 1, 'a.jpg', 'a.jpg', 10, 20, 1, 1, 1, 'aa', 6, 4, NULL),
       (2, 1, 1, 'b.jpg', 'b.jpg', 10, 20, 1, 2, -1, NULL, NULL, NULL,
         '{"code":"read-error","parameters":{"systemCode":"EIO"}}');
   INSERT INTO ignored_file (folder_id, path, reason, scan) VALUES (1, '/photos/a.txt', '{"code":"text","parameters":{}}', 1);
   INSERT INTO label_action (id, library_id, undone) VALUES (1, 1, 0);
   INSERT INTO label_change (action_id, photo_id, mark_before, mark_after) VALUES (1, 1, 0, 1);
   INSERT INTO eye (id, name, file_name, content_hash, byte_size, preset, output, feature_count,
       licence, origin, added_at)
     VALUES ('own-0a@1', 'Mine', 'mine.onnx', 'ab', 30, 'imagenet', 'features', 4, NULL, 'mine.onnx', 6);
   INSERT INTO model (id, name, is_current, created_at, library_id, library_name, category_names,
       label_counts, layer_sizes, settings, epochs_run, training_milliseconds, training_accuracy,
       validation, eye_id, eye_name, comparison, weights)
     VALUES (1, 'First', 1, 7, 1, 'Pets', '["cat","dog"]', '[1,0]', '[4,1]',
       '{"seed":1,"network":"dense","augmentation":false,"threads":1}', 9, 1.5, 1, '{}',
       'own-0a@1', 'Mine', '[]', x'0102');`,
  `INSERT INTO library (id, name, kind, opened_at) VALUES (1, 'Pets', 'folders', 5);
   INSERT INTO category (id, library_id, position, name, key)
     VALUES (1, 1, 0, 'cat', 'c'), (2, 1, 1, 'dog', 'd');
   INSERT INTO folder (id, library_id, path, scan) VALUES (1, 1, '/photos', 1);
   INSERT INTO picture (id, library_id, mark, pixel_hash, is_unread, byte_size, modified_at)
     VALUES (1, 1, 1, 'bb', 0, NULL, NULL), (2, 1, -1, NULL, 1, 10, 20);
   INSERT INTO picture_content (content_hash, library_id, picture_id) VALUES ('aa', 1, 1);
   INSERT INTO photo (id, library_id, folder_id, relative_path, sort_key, byte_size, modified_at,
       file_number, scan, status, picture_id, content_hash, width, height, problem)
     VALUES (1, 1, 1, 'a.jpg', 'a.jpg', 10, 20, 5, 1, 1, 1, 'aa', 6, 4, NULL),
       (2, 1, 1, 'b.jpg', 'b.jpg', 10, 20, 6, 1, 2, 2, NULL, NULL, NULL,
         '{"code":"read-error","parameters":{"systemCode":"EIO"}}');
   INSERT INTO ignored_file (folder_id, path, reason, scan) VALUES (1, '/photos/a.txt', '{"code":"text","parameters":{}}', 1);
   INSERT INTO label_action (id, library_id, undone) VALUES (1, 1, 0);
   INSERT INTO label_change (action_id, picture_id, mark_before, mark_after) VALUES (1, 1, 0, 1);
   INSERT INTO eye (id, name, file_name, content_hash, byte_size, preset, output, feature_count,
       licence, origin, added_at)
     VALUES ('own-0a@1', 'Mine', 'mine.onnx', 'ab', 30, 'imagenet', 'features', 4, NULL, 'mine.onnx', 6);
   INSERT INTO model (id, name, is_current, created_at, library_id, library_name, category_names,
       label_counts, layer_sizes, settings, epochs_run, training_milliseconds, training_accuracy,
       validation, eye_id, eye_name, comparison, weights)
     VALUES (1, 'First', 1, 7, 1, 'Pets', '["cat","dog"]', '[1,0]', '[4,1]',
       '{"seed":1,"network":"dense","augmentation":false,"threads":1}', 9, 1.5, 1, '{}',
       'own-0a@1', 'Mine', '[]', x'0102');`,
];

export const earlierVersions = migrations.map((_, index) => index + 1);

/** Writes `library.sqlite` as the app of this version left it. */
export function writeVersion(folder: string, version: number): string {
  const file = path.join(folder, 'library.sqlite');
  const database = new Sqlite(file);
  database.pragma('journal_mode = WAL');
  for (const migration of migrations.slice(0, version)) {
    if (typeof migration === 'string') database.exec(migration);
    else migration(database);
  }
  database.exec(ROWS_OF_VERSION[version - 1]);
  database.pragma(`user_version = ${version}`);
  database.close();
  return file;
}
