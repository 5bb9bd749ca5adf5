// What a person types while a release plays: one key for each thing to do.

export interface KeyBinding {
  /** As it comes from the terminal. */
  readonly keys: readonly string[];
  /** As a line of help has it: `space pauses`. */
  readonly help: string;
  readonly run: () => void;
}

/** What of a terminal's input is used. */
interface Keyboard {
  readonly isTTY: boolean;
  on(event: 'data', heard: (typed: Buffer | string) => void): unknown;
  off(event: 'data', heard: (typed: Buffer | string) => void): unknown;
  setRawMode(on: boolean): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** Raw input brings Ctrl-C as a key. */
const CTRL_C = '\u0003';

/**
 * Listens where there is a keyboard, and gives what stops it and gives the terminal back. `leave` is Ctrl-C, which is
 * no signal any more then.
 */
export function listenToKeys(
  keyboard: Keyboard,
  bindings: readonly KeyBinding[],
  leave: () => void,
): () => void {
  if (!keyboard.isTTY) return () => {};
  const heard = (typed: Buffer | string) => {
    for (const key of String(typed)) {
      if (key === CTRL_C) leave();
      bindings.find(({ keys }) => keys.includes(key))?.run();
    }
  };
  const restore = () => void keyboard.setRawMode(false);
  keyboard.setRawMode(true);
  keyboard.on('data', heard);
  keyboard.resume();
  process.once('exit', restore);
  return () => {
    process.removeListener('exit', restore);
    keyboard.off('data', heard);
    restore();
    keyboard.pause();
  };
}

export function helpOf(bindings: readonly KeyBinding[]): string {
  return bindings.map(({ help }) => help).join(' · ');
}
