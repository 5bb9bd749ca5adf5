// The same in Korean.

import { html } from '../html.ts';
import type { englishStopping } from './english-stopping.ts';

export const koreanStopping: typeof englishStopping = {
  quieted: {
    title: '조용해진 알람',
    alarmOf: (alarm, targets) => `${targets}의 ${alarm}`,
    page: '아무도 호출하지 않음',
    block: '아무도 호출하지 않고 아무것도 막지 않음',
    act: '상태만 바뀌고 동작하지 않음',
    until: (time) => html`${time}까지`,
    by: (who) => html`${who} 결정`,
    takenBack: (label) => html`${label}을(를) 되돌리는 동안`,
    withdraws: '권한을 되돌려 주는 명령',
  },
  stopping: {
    title: '멈추기',
    explained:
      '누르면 먼저 한 번 더 묻습니다. 그 뒤로는 그곳에서 웨이브가 시작되지 않고, 진행 중인 것은 그 웨이브가 끝날 때까지 지켜보며, 롤백은 계속됩니다. 다시 풀려면 명령을 실행해야 합니다.',
    why: '이유 (원장에 남음)',
    who: '누구인지',
    pipeline: (name) => `${name} 보류`,
    stage: (name) => `스테이지 ${name} 보류`,
    team: (name) => `팀 ${name}의 라인 정지`,
    organisation: '라인 정지: 전체',
    confirm: (what, stands, resume) =>
      `${what}: 실행할까요? 지금 상태: ${stands}. 누군가 다음 명령을 실행할 때까지 웨이브가 시작되지 않습니다: ${resume}`,
    open: '열려 있음',
    scopes: {
      pipeline: (name) => `파이프라인 ${name}`,
      stage: (name) => `스테이지 ${name}`,
      team: (name) => `팀 ${name}`,
      organisation: '전체',
    },
    done: '멈췄습니다.',
    again: '이 버튼으로 이미 멈췄으므로 다시 하지 않았습니다.',
    resumed:
      '멈춰 있지 않습니다. 이 버튼으로 전에 멈췄지만 그 뒤에 누군가 다시 풀었습니다. 다시 멈추려면 위젯을 새로 불러오세요.',
    stale: '확인할 때의 상태와 달라져서 아무것도 하지 않았습니다.',
    refused: '아무것도 멈추지 않았습니다.',
    unsure: '멈추지 않았을 수 있습니다. 다시 누르세요. 두 번 실행되지는 않습니다.',
    now: '지금',
    letsGoOn: '다시 푸는 명령',
    loadsAgain: '위젯을 다시 불러오면 보드에 나타납니다.',
    commands: '멈추는 명령',
  },
};
