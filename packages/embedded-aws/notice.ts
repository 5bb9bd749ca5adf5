// What the person in front of this process should know, beside what AWS would answer.

/** Told a sentence. */
export type Notice = (text: string) => void;

/** Each sentence once: what runs away would say it without end. */
export function toldOnce(notice: Notice = () => {}): Notice {
  const told = new Set<string>();
  return (text) => {
    if (told.has(text)) return;
    told.add(text);
    notice(text);
  };
}
