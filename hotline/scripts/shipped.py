"""The scripts the product ships: proposals, loaded once by a migration, then data the utility writes anew."""

from typing import Final

SOURCE: Final = "Proposal; to be confirmed locally"

# situation → (Chinese, English)
SHIPPED: Final[dict[str, tuple[str, str]]] = {
    "incident_declared": (
        "您好，{place}的供暖因管网故障从{since}起中断，我们的人正在抢修。[{note}][{next_update}我们会更新进展。]"
        "您的来电已经记下，不用再打；如果看到漏水、冒汽或路面塌陷，请马上再打来。",
        "The heat at {place} has been off since {since} because of a fault in the network; we are working on it."
        "[ {note}][ There will be news at {next_update}.] Your call is written down, you need not call again. If you"
        " see water, steam or sinking ground, call at once.",
    ),
    "incident_contained": (
        "您好，{place}附近的漏点已经止住，正在修复，修好后就恢复供暖。[{note}][{next_update}我们会更新进展。]"
        "您的来电已经记下，不用再打。",
        "The leak near {place} is stopped and is being repaired; the heat comes back after that.[ {note}]"
        "[ There will be news at {next_update}.] Your call is written down, you need not call again.",
    ),
    "incident_restored": (
        "您好，{place}的供暖已经在{since}恢复，室温回升还需要几个小时。[{note}]如果到时还不热，请再打电话给我们。",
        "The heat at {place} came back at {since}; rooms take some hours to warm up.[ {note}] If it is still cold then,"
        " call us again.",
    ),
    "update_late": (
        "您好，{place}的停热我们还在处理。[原来说{next_update}更新进展，现在还没有新消息，很抱歉。][{note}]"
        "我们没有停下，一有消息就更新。",
        "We are still working on the heat at {place}.[ We promised news at {next_update} and have none yet; we are"
        " sorry.][ {note}] The work goes on, and there will be news as soon as we have any.",
    ),
    "stop_running": (
        "您好，{place}从{since}起计划停热检修[，预计{until}恢复]。[{note}][{next_update}我们会更新进展。]"
        "恢复后室温回升还需要几个小时。",
        "The heat at {place} is off since {since} for planned work[, expected back at {until}].[ {note}][ There will be"
        " news at {next_update}.] Rooms take some hours to warm up after that.",
    ),
    "stop_overrun": (
        "您好，{place}的计划停热[原定{until}恢复，]现在比预计的时间长，施工还在进行，很抱歉。[{note}]"
        "[{next_update}我们会更新进展。]",
        "The planned work at {place} takes longer than we said[: the heat should have been back at {until}]. We are"
        " sorry; the work goes on.[ {note}][ There will be news at {next_update}.]",
    ),
    "stop_coming": (
        "另外提前告诉您：{place}计划从{since}起停热[，预计{until}恢复]。[{note}]",
        "One more thing: the heat at {place} will be off for planned work from {since}[, expected back at {until}]."
        "[ {note}]",
    ),
    "open_order": (
        "您好，您说的问题我们已经知道，正在处理，您的来电会记到同一张工单里，不用重复报修。",
        "We know of this trouble and are working on it. Your call is added to the same work order; you need not report"
        " it again.",
    ),
    "not_ours": (
        "您好，您的楼不是我们供暖的，请拨打供暖合同上写的供热单位电话。如果有人受伤或被困，请马上拨打120或119。",
        "Your building is not heated by us. Please call the company named on your heating contract. If somebody is hurt"
        " or trapped, call 120 or 119 at once.",
    ),
}
