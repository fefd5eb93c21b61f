/** The ideas in the order in which they came up in the thread: that of every list and column. Others stand behind them. */
export const families: readonly string[] = ['oscar', 'michal', 'david'];
