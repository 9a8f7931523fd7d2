import * as m from '../../resources/words/compiled/messages.js';
import type {
  IgnoredReason,
  IgnoredReasonCode,
  IgnoredReasonParameters,
} from '../contract/problems.ts';

const WORDS: {
  readonly [Code in IgnoredReasonCode]: (parameters: IgnoredReasonParameters[Code]) => string;
} = {
  heic: m.ignored_heic,
  raw: m.ignored_raw,
  video: m.ignored_video,
  sound: m.ignored_sound,
  picture: m.ignored_picture,
  document: m.ignored_document,
  archive: m.ignored_archive,
  text: m.ignored_text,
  'system-file': m.ignored_system_file,
  'unknown-kind': m.ignored_unknown_kind,
  device: m.ignored_device,
  'not-allowed': m.ignored_not_allowed,
  'link-loop': m.ignored_link_loop,
  'link-broken': m.ignored_link_broken,
  'name-not-utf8': m.ignored_name_not_utf8,
  'not-looked-at': ({ systemCode }) =>
    systemCode === '' ? m.ignored_not_looked_at_unknown() : m.ignored_not_looked_at({ systemCode }),
  'as-told': m.ignored_as_told,
};

/** Why a file was left alone, to stand beside its name: "a video, not a photo". */
export function ignoredWords({ code, parameters }: IgnoredReason): string {
  const known = Object.hasOwn(WORDS, code) ? code : 'unknown-kind';
  return (WORDS[known] as (given: typeof parameters) => string)(parameters);
}
