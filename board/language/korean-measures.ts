// The same in Korean.

import { html } from '../html.ts';
import type { englishMeasures } from './english-measures.ts';

export const koreanMeasures: typeof englishMeasures = {
  measures: '측정값',
  measuresOfDays: (days) =>
    `최근 ${days}일. 시간은 중앙값이고, 괄호 안은 열에 아홉이 넘지 않는 값입니다.`,
  measuredBy: { service: '서비스별', team: '팀별', fleet: '전체 합계' },
  groupedBy: '묶는 기준',
  over: '기간',
  days: (count) => `${count}일`,
  ofNobody: '담당 팀 없음',
  name: '이름',
  noMeasure: '이 기간에 운영까지 도달한 것이 없습니다.',
  measuring: (shown, all) =>
    `서비스 ${all}개 가운데 ${shown}개만 측정했습니다. 전체는 tidegate dora로 볼 수 있습니다.`,
  keptAt: (time) => html`원장에서 하루 네 번 계산합니다. 가장 오래된 값은 ${time}의 것입니다.`,
  doraMeasures: '서비스를 얼마나 잘 내보내는지: DORA의 다섯 가지 측정값',
  leadParts: '리드 타임을 어디에 썼는지 (평균)',
  ownMeasures: 'Tidegate의 판단과 그 속도',
  eachWeek: '주별',
  week: '시작일',
  failedOf: '실패',
  promotedOf: '승격',
  dora: {
    deployments: '배포',
    perWeek: '주당 승격',
    leadTime: '리드 타임',
    changeFailure: '변경 실패율',
    recovery: '복구 시간',
    rework: '재작업률',
  },
  parts: {
    waiting: '대기',
    building: '빌드',
    deploying: '배포',
    baking: '베이크',
    blocked: '막힘',
    people: '그중 사람',
  },
  own: {
    timeToDetect: '탐지 시간',
    timeToSafe: '안전해지기까지',
    falseRollbacks: '잘못된 롤백',
    missedRegressions: '놓친 회귀',
    exposure: '노출 시간',
    pileUp: '한 번에 나간 변경',
  },
  notYet: (count) => `, ${count}건은 아직`,
  most: (median, most) => `${median} (최대 ${most})`,
  plotOf: (what) => `${what}: 아래 표에 같은 내용이 있음`,
};
