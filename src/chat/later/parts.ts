import css from './later.css?inline';

export { soundSettings } from '../../handover/clinic.js';
export { progressOf } from '../../machine/progress.js';
export { Bar } from './Bar.js';
export { Because } from './Because.js';
export { BodyMap } from './BodyMap.js';
export { LanguageMenu, LanguageOffer } from './Languages.js';
export { Numbers } from './Numbers.js';
export { ProgressText } from './ProgressText.js';
export { fitPhone } from './phone.js';
export { Reach } from './Reach.js';
export { TakeAway } from './TakeAway.js';
export { AskedFirst } from './TopicAnswers.js';
export { Topics } from './Topics.js';
export { allWords } from './words.js';
/** The style of these parts. */
export { css };
