// Time stands still when a bake of a stage begins, so that a person in front of it does not miss the moment.

import type { PipelineView } from '../core/board/view.ts';

export interface Pause {
  /** Whether time stands still, now that this is to be seen. */
  isOn(view: PipelineView): boolean;
  /** Lets time go on, for good. */
  end(): void;
}

/** `say` is told once what time waits for. */
export function pauseAt(stage: string | undefined, say: (text: string) => void): Pause {
  let ended = stage === undefined;
  let begun = false;
  return {
    isOn({ stages }) {
      if (ended) return false;
      const bakes = stages.some(
        ({ name, waves }) => name === stage && waves.some(({ status }) => status === 'baking'),
      );
      if (bakes && !begun)
        say(
          `Time stands still while ${stage} bakes: your next command lets it go on; so does Enter.`,
        );
      begun ||= bakes;
      return begun;
    },
    end: () => {
      if (begun) ended = true;
    },
  };
}
