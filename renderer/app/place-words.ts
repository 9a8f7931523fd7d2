import * as m from '../../resources/words/compiled/messages.js';
import type { Place } from './navigation.svelte.ts';

/** What a place is called, in the sidebar and as its heading. */
export function placeName(place: Place): string {
  switch (place) {
    case 'home':
      return m.app_place_home();
    case 'photos':
      return m.app_place_photos();
    case 'learn':
      return m.app_place_learn();
    case 'answers':
      return m.app_place_answers();
    case 'models':
      return m.app_place_models();
    case 'settings':
      return m.app_place_settings();
  }
}
