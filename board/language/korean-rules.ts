// What breaks a rule of the policy, and what mends it, in Korean, by their forms.

import type { Phrase } from './phrases.ts';

export const koreanRules: readonly Phrase[] = [
  ['{0*}; to fix: {1*}', '{0}; 고치려면: {1}'],
  ['{0.}: {1*}. To fix: {2*}.', '{0}: {1}. 고치려면: {2}.'],
  [
    'expected a pipeline that keeps the rules which policy {0}, version {1}, enforces, got 1 that is broken:',
    '정책 {0}(버전 {1})이 강제하는 규칙을 지켜야 하는데, 어긴 것이 하나 있음:',
  ],
  [
    'expected a pipeline that keeps the rules which policy {0}, version {1}, enforces, got {2#} that are broken:',
    '정책 {0}(버전 {1})이 강제하는 규칙을 지켜야 하는데, 어긴 것이 {2}개 있음:',
  ],
  [
    'Apply the pipeline with that changed, or with a waiver where the policy allows one; then start the release again.',
    '그것을 바꾸거나, 정책이 허용하면 면제를 더해 파이프라인을 적용한 뒤, 릴리스를 다시 시작할 것.',
  ],
  ['waived by {0} until {1} (1 day left): {2}', '{0}이(가) {1}까지 면제함 (1일 남음): {2}'],
  ['waived by {0} until {1} ({2#} days left): {3}', '{0}이(가) {1}까지 면제함 ({2}일 남음): {3}'],
  ['expected target {0} to name alarms, got none', '타깃 {0}에 알람이 있어야 하는데 없음'],
  [
    'expected alarm {0} of target {1} to exist, got none of that name in its account and region',
    '타깃 {1}의 알람 {0}이(가) 있어야 하는데, 그 계정과 리전에 그런 이름이 없음',
  ],
  [
    'expected alarm {0} of target {1} to exist, got none of that name in {2}',
    '타깃 {1}의 알람 {0}이(가) 있어야 하는데, {2}에 그런 이름이 없음',
  ],
  ['expected to read the alarms’ states, got an error', '알람 상태를 읽어야 하는데 오류가 남'],
  [
    'expected alarm {0} of target {1} to have data, got INSUFFICIENT_DATA',
    '타깃 {1}의 알람 {0}에 데이터가 있어야 하는데 부족함 (INSUFFICIENT_DATA)',
  ],
  [
    'expected the alarms of target {0} to cover {1=}; the name of {2} does not tell',
    '타깃 {0}의 알람이 {1}을(를) 살펴야 하는데, {2}의 이름으로는 알 수 없음',
  ],
  [
    'expected the alarms of target {0} to cover {1=}, got {2}',
    '타깃 {0}의 알람이 {1}을(를) 살펴야 하는데, 있는 것은 {2}',
  ],
  [
    'expected wave {0} to change at most one region of {1}, got {2=}',
    '웨이브 {0}은(는) {1} 중 한 리전만 바꿔야 하는데, {2}을(를) 바꿈',
  ],
  [
    'expected wave {0} to change at most one cell of {1}, got {2=}',
    '웨이브 {0}은(는) {1}의 셀 하나만 바꿔야 하는데, {2}을(를) 바꿈',
  ],
  [
    'expected wave {0} to change at most one target of scale unit {1}, got {2=}',
    '웨이브 {0}은(는) 확장 단위 {1}의 타깃 하나만 바꿔야 하는데, {2}을(를) 바꿈',
  ],
  [
    'expected production wave {0} to bake for at least {1*}, got no bake',
    '프로덕션 웨이브 {0}은(는) {1} 이상 베이크해야 하는데, 베이크가 없음',
  ],
  [
    'expected production wave {0} to bake for at least {1*}, got {2*}',
    '프로덕션 웨이브 {0}은(는) {1} 이상 베이크해야 하는데, {2}임',
  ],
  [
    'expected target {0} to ask for at least {1} data points in its bake, got no dataPoints',
    '타깃 {0}은(는) 베이크에서 데이터 포인트를 {1}개 이상 요구해야 하는데, dataPoints가 없음',
  ],
  [
    'expected target {0} to ask for at least {1} data points in its bake, got {2}',
    '타깃 {0}은(는) 베이크에서 데이터 포인트를 {1}개 이상 요구해야 하는데, {2}개임',
  ],
  [
    'expected target {0} to ask for no more data points than its bake has minutes, extension included ({1}), got {2}: it could never pass',
    '타깃 {0}은(는) 연장을 포함한 베이크의 분 수({1})보다 많은 데이터 포인트를 요구할 수 없는데, {2}개임: 절대 통과할 수 없음',
  ],
  [
    'expected the bake of wave {0}, which sends traffic, to be extended by at least {1*}, got {2*}',
    '트래픽을 보내는 웨이브 {0}의 베이크는 {1} 이상 연장되어야 하는데, {2}임',
  ],
  [
    'expected the bake of wave {0}, which the judge decides, to last at least {1*} with its extension, got {2*}: it can never pass',
    '판정기가 정하는 웨이브 {0}의 베이크는 연장을 포함해 {1} 이상이어야 하는데, {2}임: 절대 통과할 수 없음',
  ],
  [
    'expected wave {0} to have at most {1} times the {2} of the wave before it, got {3} for {4}; move targets to later waves',
    '웨이브 {0}은(는) 앞 웨이브의 {2}보다 {1}배까지만 커야 하는데, {4}에 {3}임; 타깃을 뒤 웨이브로 옮길 것',
  ],
  [
    'expected wave {0}, the first of a whole region, to be in the quietest alone, {1}, got {2}; begin where the fewest users are',
    '한 리전 전체를 처음 바꾸는 웨이브 {0}은(는) 가장 조용한 {1}에만 있어야 하는데, {2}임; 사용자가 가장 적은 곳부터 시작할 것',
  ],
  [
    'expected pipeline {0} to name its owner, got none',
    '파이프라인 {0}에 담당(owner)이 있어야 하는데 없음',
  ],
  [
    'expected pipeline {0} to name its contact, got none',
    '파이프라인 {0}에 연락처(contact)가 있어야 하는데 없음',
  ],
  [
    'expected {0} to be filled in, got the placeholder {1} that tidegate init wrote',
    '{0}을(를) 채워야 하는데, tidegate init이 쓴 자리 표시 {1}이(가) 그대로 있음',
  ],
  [
    'expected a failed bake in stage {0} to be rolled back, got onBakeFailure: stop ({1})',
    '스테이지 {0}의 실패한 베이크는 롤백되어야 하는데, onBakeFailure: stop임 ({1})',
  ],
  [
    'expected target {0} to have a revision that finished its bake there, got none to go back to',
    '타깃 {0}에 베이크를 마친 리비전이 있어야 하는데, 되돌아갈 것이 없음',
  ],
  [
    'expected branches or tags whose builds are releases, got none: no build of {0} ever is one',
    '빌드가 릴리스가 되는 브랜치나 태그가 있어야 하는데 없음: {0}의 어떤 빌드도 릴리스가 되지 않음',
  ],
  [
    'expected the branches whose builds are releases, got none: a build of {0} that does not tell its branch is a release',
    '빌드가 릴리스가 되는 브랜치가 있어야 하는데 없음: 브랜치를 알리지 않는 {0}의 빌드도 릴리스가 됨',
  ],
  [
    'expected each build of {0} to tell its changed paths, got a project that is not seen from here',
    '{0}의 빌드마다 바뀐 경로를 알려야 하는데, 여기서 보이지 않는 프로젝트임',
  ],
  [
    'expected {0=} with targets before {1}, got none: {2=} are missing',
    '{1} 앞에 타깃이 있는 {0}이(가) 있어야 하는데 없음: 빠진 것은 {2}',
  ],
  [
    'expected {0=} with targets before {1}, got none: {2=} is missing',
    '{1} 앞에 타깃이 있는 {0}이(가) 있어야 하는데 없음: 빠진 것은 {2}',
  ],
  [
    'expected {0=} with targets before {1}, got {2=}: {3=} are missing',
    '{1} 앞에 타깃이 있는 {0}이(가) 있어야 하는데, {2}임: 빠진 것은 {3}',
  ],
  [
    'expected {0=} with targets before {1}, got {2=}: {3=} is missing',
    '{1} 앞에 타깃이 있는 {0}이(가) 있어야 하는데, {2}임: 빠진 것은 {3}',
  ],
  ['expected stage {0} to run a test, got none', '스테이지 {0}에서 테스트를 실행해야 하는데 없음'],
  [
    'expected stage {0} to run at least {1} tests, got none',
    '스테이지 {0}에서 테스트를 {1}개 이상 실행해야 하는데 없음',
  ],
  [
    'expected stage {0} to run at least {1} tests, got {2}',
    '스테이지 {0}에서 테스트를 {1}개 이상 실행해야 하는데, {2}개임',
  ],
  [
    'expected a timeout of function test {0} of at most {1}, for which one elsewhere is waited for, got {2*}',
    '함수 테스트 {0}의 timeout은 다른 곳의 함수를 기다리는 {1} 이하여야 하는데, {2}임',
  ],
  [
    'expected a timeout of function test {0} of at most {1}, for which a function lives, got {2*}',
    '함수 테스트 {0}의 timeout은 함수가 사는 {1} 이하여야 하는데, {2}임',
  ],
  [
    'expected no retries of assertions of experiment {0}, got {1}: an experiment never fails by itself, an alarm takes its wave back',
    '실험 {0}은(는) 단언을 다시 시도하지 않아야 하는데, {1}번임: 실험은 스스로 실패하지 않고, 알람이 그 웨이브를 되돌림',
  ],
  [
    'expected each test of stage {0} to run something of its own, got {1} of {2}, which {3} runs too',
    '스테이지 {0}의 테스트는 저마다 다른 것을 실행해야 하는데, {2}의 {1}을(를) {3}도 실행함',
  ],
  [
    'expected a secret of test {0} that {1} alone has, got {2}, which {3} has too',
    '테스트 {0}의 비밀은 {1}만 가져야 하는데, {2}은(는) {3}도 가짐',
  ],
  [
    'expected a bake of wave {0} of at most {1*} with its extension, got {2*}',
    '웨이브 {0}의 베이크는 연장을 포함해 {1} 이하여야 하는데, {2}임',
  ],
  ['expected a gateTimeout of at most {0*}, got {1*}', 'gateTimeout은 {0} 이하여야 하는데, {1}임'],
  [
    'expected an alarmsClearWithin of at most {0*}, got {1*}',
    'alarmsClearWithin은 {0} 이하여야 하는데, {1}임',
  ],
  [
    'expected a deployTimeout of stage {0} of at most {1*}, got {2*}',
    '스테이지 {0}의 deployTimeout은 {1} 이하여야 하는데, {2}임',
  ],
  [
    'expected a timeout of test {0} of stage {1} of at most {2*}, got {3*}',
    '스테이지 {1}의 테스트 {0}의 timeout은 {2} 이하여야 하는데, {3}임',
  ],
  [
    'expected a waiver of a rule that is broken, got one of {0}, which holds',
    '어긴 규칙을 면제해야 하는데 {0}임, 지켜지고 있음',
  ],
  [
    'expected a waiver of a rule that exists, got {0}; did you mean {1}?',
    '있는 규칙을 면제해야 하는데 {0}임; {1}을(를) 뜻했는지?',
  ],
  [
    'expected a waiver of a rule that exists, got {0}; known are {1}',
    '있는 규칙을 면제해야 하는데 {0}임; 있는 규칙: {1}',
  ],
  [
    'expected a waiver of a rule that may be waived, got {0}, which policy {1} does not let anybody waive',
    '면제할 수 있는 규칙이어야 하는데 {0}임, 정책 {1}에서는 아무도 면제할 수 없음',
  ],
  [
    'expected a waiver of {0} that is in force, got one that ended on {1}',
    '{0}의 면제가 유효해야 하는데, {1}에 끝났음',
  ],
  [
    'expected a waiver of {0} of at most {1} days from now, got one until {2}, which waives nothing',
    '{0}의 면제는 지금부터 {1}일까지인데, {2}까지라 아무것도 면제하지 않음',
  ],
  [
    'expected the first production wave, {0}, to change at most {1}% of the traffic, got {2} (no target says its weight: each counts the same)',
    '첫 프로덕션 웨이브 {0}은(는) 트래픽의 {1}%까지만 바꿔야 하는데, {2}임 (weight가 있는 타깃이 없어 모두 같게 셈)',
  ],
  [
    'expected the first production wave, {0}, to change at most {1}% of the traffic, got {2}',
    '첫 프로덕션 웨이브 {0}은(는) 트래픽의 {1}%까지만 바꿔야 하는데, {2}임',
  ],
  [
    'expected production wave {0} to change at most {1}% of the traffic, got {2} (no target says its weight: each counts the same)',
    '프로덕션 웨이브 {0}은(는) 트래픽의 {1}%까지만 바꿔야 하는데, {2}임 (weight가 있는 타깃이 없어 모두 같게 셈)',
  ],
  [
    'expected production wave {0} to change at most {1}% of the traffic, got {2}',
    '프로덕션 웨이브 {0}은(는) 트래픽의 {1}%까지만 바꿔야 하는데, {2}임',
  ],
  ['{0*} (and {1#} more)', '{0} (그 밖에 {1}건)'],
];
