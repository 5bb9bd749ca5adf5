// What the embedded AWS has to say to the person in front of it, wherever that is shown just then.

export interface Notices {
  readonly tell: (text: string) => void;
  /** From now on sentences go there; those that have waited for somebody go first. */
  showOn(say: (text: string) => void): void;
}

export function notices(): Notices {
  const waiting: string[] = [];
  let say = (text: string): void => {
    waiting.push(text);
  };
  return {
    tell: (text) => say(text),
    showOn(place) {
      say = place;
      for (const text of waiting.splice(0)) say(text);
    },
  };
}
