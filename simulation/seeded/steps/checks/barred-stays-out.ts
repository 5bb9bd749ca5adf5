import { isBarring } from '../../../../core/quarantine.ts';
import { hasOpened } from '../../../../core/wave.ts';
import type { StepCheck } from '../step-check.ts';

export const barredStaysOut: StepCheck = {
  holds: 'nothing is started of a revision that was quarantined before its gate opened',
  atStart: ({ doing, mark, release, wave: index }, { kept }) => {
    const [found, wave] = [kept.release(release), kept.wave(release, index)];
    if (doing === 'rollBack' || found === undefined || !wave || !hasOpened(wave)) return [];
    const quarantine = kept.quarantine(found.pipeline, found.revision.digest);
    if (!isBarring(quarantine) || quarantine.since >= wave.openedAt) return [];
    return [`${mark} was started, of a revision that is quarantined: ${quarantine.reason}`];
  },
};
