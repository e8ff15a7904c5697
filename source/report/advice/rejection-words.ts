import type {Rejection} from '../../lab/advice/advice.ts';
import {formatMs} from '../../text/duration.ts';
import {sanitise} from '../../text/plain.ts';
import {formatPercent} from '../../text/quantity.ts';

/** Why a candidate is not proposed, as the end of a sentence. */
export function rejectionWords(because: Rejection): string {
	switch (because.kind) {
		case 'there already':
			return `there already: ${sanitise(because.index)}`;
		case 'covered by a prefix':
			return `covered by a prefix of ${sanitise(because.index)}`;
		case 'in another order':
			return `${sanitise(because.index)} begins with the same columns in another order, and they are compared by = only`;
		case 'cannot be switched':
			return `it is off, and cannot be switched on here: ${sanitise(because.reason)}`;
		case 'too many':
			return `not tried: ${because.limit} that promise more took the places`;
		case 'cannot be built':
			return `cannot be built: ${sanitise(because.message)}`;
		case 'blind':
			return 'not judged: an expression has no statistics before its index is built, and here it can only be imagined';
		case 'not read':
			return 'no plan reads it';
		case 'saves less':
			return because.share === 0 ? 'saves nothing beside the proposals' : `saves ${formatPercent(because.share)} beside the proposals: within the ${formatPercent(because.than)} that may be given up for size`;
		case 'not measured':
			return `would save ${formatPercent(because.share)} in place of what was turned down, but after ${because.sets} sets that were measured it was not`;
		case 'no room':
			return because.together.length === 0
				? `would save ${formatPercent(because.share)} more, but ${limitsOf(because)} it no room`
				: `would save ${formatPercent(because.share)} together with ${because.together.map(name => sanitise(name)).join(' and ')}, but ${limitsOf(because)} them no room`;
		case 'no time':
			return `saves neither time nor blocks: the planner chose it for ${because.users.join(', ')}; measured, ${because.users.length === 1 ? 'it was not faster beyond doubt, and touched no fewer blocks' : 'none of them was faster beyond doubt or touched fewer blocks'}${because.untold.length === 0 ? '' : `; of ${because.untold.join(', ')} nothing was measured`}`;
		case 'slows writes':
			return `slows writes more than it gives: it adds ${formatMs(because.addsMs)} and saves ${formatMs(because.savesMs)} each round of the catalogue, weighted`;
	}
}

function limitsOf({limits}: {readonly limits: readonly string[]}): string {
	return `${limits.join(' and ')} ${limits.length === 1 ? 'leaves' : 'leave'}`;
}
