import { ApiError, call, type Me, routes } from '@mingjing/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { ActionButton } from '../parts/action-button.tsx';
import { nextDay } from '../parts/dates.ts';
import { announce } from '../parts/live-region.tsx';

/** The legal day of a demonstration; it can be moved forward, which brings about what silence brings. */
export function DemoClock({ me }: { readonly me: Me }) {
  const [open, setOpen] = useState(false);
  if (!me.clockCanAdvance) {
    return <span className="demo-clock">演示时钟　{me.today}</span>;
  }
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={<ClockForm today={me.today} onDone={() => setOpen(false)} />}
    >
      <button type="button" className="demo-clock" aria-expanded={open}>
        <span>演示时钟</span> <span className="num">{me.today}</span> <span>日期推进</span>
      </button>
    </Popover>
  );
}

function ClockForm({ today, onDone }: { readonly today: string; readonly onDone: () => void }) {
  const [date, setDate] = useState(nextDay(today));
  const cache = useQueryClient();
  const isAhead = date > today;
  const advance = useMutation({
    mutationFn: (to: string) => call('POST', routes.clock, { date: to }),
    onSuccess: async (_, to) => {
      await cache.invalidateQueries();
      announce(`日期已推进到 ${to}。`);
      onDone();
    },
  });
  return (
    <form
      className="clock-form"
      aria-label="日期推进"
      onSubmit={(event) => {
        event.preventDefault();
        if (isAhead) advance.mutate(date);
      }}
    >
      <Button onClick={() => advance.mutate(nextDay(today))} loading={advance.isPending}>
        推进一日
      </Button>
      <label htmlFor="clock-date">
        推进到
        <Input
          id="clock-date"
          type="date"
          value={date}
          min={nextDay(today)}
          onChange={(event) => setDate(event.target.value)}
        />
      </label>
      <ActionButton
        type="primary"
        htmlType="submit"
        refused={!isAhead}
        reason="clock-reason"
        loading={advance.isPending}
      >
        推进
      </ActionButton>
      <p id="clock-reason" className="quiet">
        {isAhead ? '' : `日期只能向后推进：已经记下的事不能退到没有发生。选 ${today} 以后的日期。`}
      </p>
      {advance.error && (
        <p role="alert" className="bad">
          {advance.error instanceof ApiError ? advance.error.problem.title : '没有推进。'}
        </p>
      )}
    </form>
  );
}
