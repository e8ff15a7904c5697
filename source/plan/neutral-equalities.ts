/** Longer conditions are lists of values, and have no sides that anybody would change. */
const longest = 20_000;
/** A literal or a quoted name, in which nothing counts (a doubled quote in it is two of them), a bracket, or an equality's sign. */
const marks = /'[^']*'|"[^"]*"|[()]| = /g;

/** What stands between two brackets, and where its equalities have their signs. */
interface Group {
	text: string;
	readonly signs: number[];
}

/**
 * A condition with the sides of each equality in one order: which of `a.id = b.a_id` and `b.a_id = a.id` the planner makes of an
 * equivalence depends on the indexes that it looked at before, whether it uses one of them or not. EXPLAIN brackets every operator.
 */
export function neutralEqualities(condition: string): string {
	if (condition.length > longest || !condition.includes(' = ')) {
		return condition;
	}

	const open: Group[] = [{text: '', signs: []}];
	let at = 0;
	for (const {0: mark, index} of condition.matchAll(marks)) {
		const group = open.at(-1);
		if (group === undefined) {
			return condition;
		}

		group.text += condition.slice(at, index);
		at = index + mark.length;
		if (mark === '(') {
			open.push({text: '', signs: []});
		} else if (mark === ')') {
			open.pop();
			const around = open.at(-1);
			if (around === undefined) {
				return condition;
			}

			around.text += `(${inOrder(group)})`;
		} else {
			if (mark === ' = ') {
				group.signs.push(group.text.length);
			}

			group.text += mark;
		}
	}

	const [whole, ...unclosed] = open;
	return whole === undefined || unclosed.length > 0 ? condition : whole.text + condition.slice(at);
}

function inOrder({text, signs: [sign, ...others]}: Group): string {
	if (sign === undefined || others.length > 0) {
		return text;
	}

	const [left, right] = [text.slice(0, sign), text.slice(sign + ' = '.length)];
	return right < left ? `${right} = ${left}` : text;
}
