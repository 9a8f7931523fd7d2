import type { Problem, ProblemCode, ProblemParameters } from '../contract/problems.ts';
import * as m from '../../resources/words/compiled/messages.js';
import { photoFormats } from './photo-formats.ts';

/** An expected failure as a person reads it: what happened, and what to do next. */
export interface ProblemWords {
  message: string;
  nextStep: string;
}

/** What happened and what to do next, each made of the problem's parameters. */
type Sentences<Parameters> = readonly [
  message: (parameters: Parameters) => string,
  nextStep: (parameters: Parameters) => string,
];

const SENTENCES: { readonly [Code in ProblemCode]: Sentences<ProblemParameters[Code]> } = {
  'file-empty': [m.problem_file_empty, m.problem_file_empty_next],
  'is-a-folder': [m.problem_is_a_folder, m.problem_is_a_folder_next],
  'not-a-picture': [m.problem_not_a_picture, m.problem_not_a_picture_next],
  'not-a-photo': [
    m.problem_not_a_photo,
    () => m.problem_not_a_photo_next({ formats: photoFormats('or') }),
  ],
  'kind-unsupported': [m.problem_kind_unsupported, m.problem_kind_unsupported_next],
  'is-a-video': [m.problem_is_a_video, m.problem_is_a_video_next],
  'is-a-sound': [m.problem_is_a_sound, m.problem_is_a_sound_next],
  'is-an-archive': [m.problem_is_an_archive, m.problem_is_an_archive_next],
  'is-a-document': [m.problem_is_a_document, m.problem_is_a_document_next],
  'raw-without-preview': [m.problem_raw_without_preview, m.problem_raw_without_preview_next],
  truncated: [m.problem_truncated, m.problem_truncated_next],
  damaged: [m.problem_damaged, m.problem_damaged_next],
  'too-large': [m.problem_too_large, m.problem_too_large_next],
  'takes-too-long': [m.problem_takes_too_long, m.problem_takes_too_long_next],
  'file-missing': [m.problem_file_missing, m.problem_file_missing_next],
  'file-unreadable': [m.problem_file_unreadable, m.problem_file_unreadable_next],
  'read-error': [m.problem_read_error, m.problem_read_error_next],
  'could-not-be-read-safely': [
    m.problem_could_not_be_read_safely,
    m.problem_could_not_be_read_safely_next,
  ],
  cancelled: [m.problem_cancelled, m.problem_cancelled_next],
  'eye-missing': [m.problem_eye_missing, m.problem_eye_missing_next],
  'eye-of-model-missing': [m.problem_eye_of_model_missing, m.problem_eye_of_model_missing_next],
  'eye-file-missing': [m.problem_eye_file_missing, m.problem_eye_file_missing_next],
  'eye-changed': [m.problem_eye_changed, m.problem_eye_changed_next],
  'eye-broken': [m.problem_eye_broken, m.problem_eye_broken_next],
  'eye-without-runtime': [m.problem_eye_without_runtime, m.problem_eye_without_runtime_next],
  'eye-not-finite': [m.problem_eye_not_finite, m.problem_eye_not_finite_next],
  'eye-unsteady': [m.problem_eye_unsteady, m.problem_eye_unsteady_next],
  'eye-crashed': [m.problem_eye_crashed, m.problem_eye_crashed_next],
  'eye-too-slow': [m.problem_eye_too_slow, m.problem_eye_too_slow_next],
  'eye-too-large': [m.problem_eye_too_large, m.problem_eye_too_large_next],
  'eye-without-output': [m.problem_eye_without_output, m.problem_eye_without_output_next],
  'eye-unsuitable-file-size': [m.problem_eye_unsuitable_file_size, m.problem_eye_unsuitable_next],
  'eye-unsuitable-inputs': [m.problem_eye_unsuitable_inputs, m.problem_eye_unsuitable_next],
  'eye-unsuitable-input': [m.problem_eye_unsuitable_input, m.problem_eye_unsuitable_next],
  'eye-unsuitable-batch': [m.problem_eye_unsuitable_batch, m.problem_eye_unsuitable_next],
  'eye-unsuitable-colours': [m.problem_eye_unsuitable_colours, m.problem_eye_unsuitable_next],
  'eye-unsuitable-picture-size': [
    m.problem_eye_unsuitable_picture_size,
    m.problem_eye_unsuitable_next,
  ],
  'eye-unsuitable-outputs': [m.problem_eye_unsuitable_outputs, m.problem_eye_unsuitable_next],
  'eye-unsuitable-output': [m.problem_eye_unsuitable_output, m.problem_eye_unsuitable_next],
  'eye-unsuitable-output-missing': [
    m.problem_eye_unsuitable_output_missing,
    m.problem_eye_unsuitable_next,
  ],
  'network-file-missing': [m.problem_network_file_missing, m.problem_network_file_missing_next],
  'network-file-changed': [m.problem_network_file_changed, m.problem_network_file_changed_next],
  'not-onnx': [m.problem_not_onnx, m.problem_not_onnx_next],
  'candidate-gone': [m.problem_candidate_gone, m.problem_candidate_gone_next],
  'download-offline': [m.problem_download_offline, m.problem_download_offline_next],
  'download-broken-off': [m.problem_download_broken_off, m.problem_download_broken_off_next],
  'download-refused': [m.problem_download_refused, m.problem_download_refused_next],
  'download-changed': [m.problem_download_changed, m.problem_download_changed_next],
  'download-unsafe': [m.problem_download_unsafe, m.problem_download_unsafe_next],
  'download-disk-full': [m.problem_download_disk_full, m.problem_download_disk_full_next],
  'download-not-written': [m.problem_download_not_written, m.problem_download_not_written_next],
  'download-cancelled': [m.problem_download_cancelled, m.problem_download_cancelled_next],
  'category-name-taken': [m.problem_category_name_taken, m.problem_category_name_taken_next],
  'category-key-taken': [m.problem_category_key_taken, m.problem_category_key_taken_next],
  'folder-unreachable': [m.problem_folder_unreachable, m.problem_folder_unreachable_next],
  'folder-missing': [m.problem_folder_missing, m.problem_folder_missing_next],
  'too-few-labels': [m.problem_too_few_labels, m.problem_too_few_labels_next],
  'training-already': [m.problem_training_already, m.problem_training_already_next],
  'training-crashed': [m.problem_training_crashed, m.problem_training_crashed_next],
  'cost-not-finite': [m.problem_cost_not_finite, m.problem_cost_not_finite_next],
  'no-eye-worked': [m.problem_no_eye_worked, m.problem_no_eye_worked_next],
  'none-readable': [m.problem_none_readable, m.problem_none_readable_next],
  'needs-pixels': [m.problem_needs_pixels, m.problem_needs_pixels_next],
  'model-gone': [m.problem_model_gone, m.problem_model_gone_next],
  'model-damaged': [m.problem_model_damaged, m.problem_model_damaged_next],
  'model-newer': [m.problem_model_newer, m.problem_model_newer_next],
  'model-does-not-fit': [m.problem_model_does_not_fit, m.problem_model_does_not_fit_next],
  'model-file-not-a-model': [
    m.problem_model_file_not_a_model,
    m.problem_model_file_not_a_model_next,
  ],
  'model-file-newer': [m.problem_model_file_newer, m.problem_model_file_newer_next],
  'model-file-damaged': [m.problem_model_file_damaged, m.problem_model_file_damaged_next],
  'model-file-too-large': [m.problem_model_file_too_large, m.problem_model_file_too_large_next],
  'model-file-unreadable': [m.problem_model_file_unreadable, m.problem_model_file_unreadable_next],
  'database-newer': [m.problem_database_newer, m.problem_database_newer_next],
  'database-damaged': [m.problem_database_damaged, m.problem_database_damaged_next],
  'database-recovered': [m.problem_database_recovered, m.problem_database_recovered_next],
  'database-recovered-in-part': [
    m.problem_database_recovered_in_part,
    m.problem_database_recovered_in_part_next,
  ],
  'database-busy': [m.problem_database_busy, m.problem_database_busy_next],
  'database-disk-full': [m.problem_database_disk_full, m.problem_database_disk_full_next],
  'database-unreachable': [m.problem_database_unreachable, m.problem_database_unreachable_next],
  'data-folder-unusable': [m.problem_data_folder_unusable, m.problem_data_folder_unusable_next],
  'disk-full': [m.problem_disk_full, m.problem_disk_full_next],
  'cannot-write': [m.problem_cannot_write, m.problem_cannot_write_next],
  'cannot-save': [m.problem_cannot_save, m.problem_cannot_save_next],
  unexpected: [m.problem_unexpected, m.problem_unexpected_next],
  'as-told': [m.problem_as_told, m.problem_as_told_next],
};

/** Tells a problem in plain words; one that a damaged file made up, as one that nobody expected. */
export function problemWords({ code, parameters }: Problem): ProblemWords {
  const known = Object.hasOwn(SENTENCES, code) ? code : 'unexpected';
  const [message, nextStep] = SENTENCES[known] as Sentences<typeof parameters>;
  return { message: message(parameters), nextStep: nextStep(parameters) };
}
