import '../shared/contract/no-code-from-text.ts';
import { startDesk } from './start-desk.tsx';

const host = document.getElementById('desk');
if (!host) throw new Error('the page has no place for the desk');
startDesk(window, host);
