// Cards of one column, always in order: put and take are a binary search and one move.

export class SortedCards {
  /** @param {(a: object, b: object) => number} compare a total order: no two cards may be equal */
  constructor(compare) {
    this.compare = compare;
    this.list = [];
  }

  /** Where the card stands, or would stand. */
  place(card) {
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compare(this.list[middle], card) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @returns {number} where it was put */
  put(card) {
    const index = this.place(card);
    this.list.splice(index, 0, card);
    return index;
  }

  /** @returns {number} where it was, -1 when it was not here */
  take(card) {
    const index = this.place(card);
    if (this.list[index] !== card) return -1;
    this.list.splice(index, 1);
    return index;
  }

  /** Start again with these. */
  fill(cards) {
    this.list = [...cards].sort(this.compare);
  }
}
