export type View = 'home' | 'photos' | 'train' | 'classify' | 'models' | 'eyes';

class Navigation {
  #view = $state<View>('home');
  #dialog = $state<'shortcuts' | 'diagnostics' | null>(null);

  get view(): View {
    return this.#view;
  }

  /** The dialog about the app itself that is open, if any. */
  get dialog() {
    return this.#dialog;
  }

  go(view: View): void {
    this.#view = view;
  }

  showDialog(dialog: 'shortcuts' | 'diagnostics' | null): void {
    this.#dialog = dialog;
  }
}

export const navigation = new Navigation();
