// What is said where something can be stopped, and of what has been quieted, in English.

import { type Html, html } from '../html.ts';

export const englishStopping = {
  quieted: {
    title: 'Quiet alarms',
    alarmOf: (alarm: string, targets: string): string => `${alarm} of ${targets}`,
    page: 'pages nobody',
    block: 'pages nobody and blocks nothing',
    act: 'changes its state and does not act',
    until: (time: Html): Html => html`until ${time}`,
    by: (who: Html): Html => html`by ${who}`,
    takenBack: (label: Html): Html => html`while ${label} is taken back`,
    withdraws: 'What gives it back its rights',
  },
  stopping: {
    title: 'Stop',
    explained:
      'A press asks again before it does anything. Then no wave starts there; what is under way is watched to the end of its wave, and rollbacks go on. What lets it go on is a command.',
    why: 'Why (it stands in the ledger)',
    who: 'Who you are',
    pipeline: (name: string): string => `Hold ${name}`,
    stage: (name: string): string => `Hold stage ${name}`,
    team: (name: string): string => `Stop the line of team ${name}`,
    organisation: 'Stop the line: everything',
    confirm: (what: string, stands: string, resume: string): string =>
      `${what}? Now it is ${stands}. No wave starts there until somebody runs: ${resume}`,
    open: 'open',
    scopes: {
      pipeline: (name: string): string => `Pipeline ${name}`,
      stage: (name: string): string => `Stage ${name}`,
      team: (name: string): string => `Team ${name}`,
      organisation: 'Everything',
    },
    done: 'It is stopped.',
    again: 'It was stopped by this press before; nothing was done again.',
    resumed:
      'It is not stopped: this press had stopped it before, and somebody has let it go on since. Load the widget again to stop it anew.',
    stale: 'It is no longer as the confirmation said, so nothing was done.',
    refused: 'Nothing was stopped.',
    unsure: 'It may not be stopped: press again, it is not done twice.',
    now: 'Now',
    letsGoOn: 'What lets it go on',
    loadsAgain: 'The board shows it when the widget is loaded again.',
    commands: 'Commands that stop it',
  },
};
