import { alarmAt } from '../../../../core/pipeline/alarm-named.ts';
import type { StepCheck } from '../step-check.ts';

export const watchedFirst: StepCheck = {
  holds: 'nothing is started on a target before its alarms are watched',
  atStart: ({ doing, mark, target, release, wave }, { kept }) => {
    if (doing === 'rollBack') return [];
    return target.alarms
      .map((named) => alarmAt(target, named))
      .filter((alarm) => !kept.isWatched(alarm, release, wave))
      .map(({ name }) => `${mark} was started before anybody watched ${name}`);
  },
};
