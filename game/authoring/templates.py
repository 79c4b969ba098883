"""What a new pack and a new crisis begin as: small, complete, and full of remarks on what to write where.

``$names`` are filled in by ``game.authoring.scaffold``. The words say what belongs in their place.
"""

from __future__ import annotations

from string import Template
from typing import Final

PACK: Final = Template("""\
# A pack is a folder: this file, and one file for each crisis in crises/.
# Every key is explained in docs/scenario-format.md; `two-tigers check $folder` looks for mistakes.
pack: $id
title: $title
about: |
  Say here in a paragraph what this pack is about, and for whom.

# Two sides, each with its leaders by date. `aims` are the meters that a side wants high, or low with a minus.
seats:
  north:
    name: The North
    adjective: Northern
    aims: [north_strength, trust]
    leaders:
      - person: northern-leader
        from: 1950-01-01
        title: Chairman
  south:
    name: The South
    adjective: Southern
    aims: [south_strength, trust]
    leaders:
      - person: southern-leader
        from: 1950-01-01
        title: President

# Numbers from 0 to 100, with words for each range; the last ends `below: 101`.
meters:
  trust:
    title: Trust
    owner: world
    start: 50
    about: |
      How far the two believe each other. Say here what it does not measure.
    bands:
      - below: 34
        say: each reads the other's letters for insults
      - below: 67
        say: polite, and watchful
      - below: 101
        say: they speak openly
  north_strength:
    title: Strength of the North
    owner: north
    start: 50
    about: |
      What the North can do by itself.
    bands:
      - below: 50
        say: weak
      - below: 101
        say: strong
  south_strength:
    title: Strength of the South
    owner: south
    start: 50
    about: |
      What the South can do by itself.
    bands:
      - below: 50
        say: weak
      - below: 101
        say: strong

# Why things happen: every effect speaks to one of these, and a lens weighs them.
causes:
  interests:
    title: Interests
    about: |
      States do what serves them.
  people:
    title: People
    about: |
      Two leaders like each other, or do not.

lenses:
  balanced:
    title: Balanced
    about: |
      Every cause counts alike.
    weights: {interests: 1, people: 1}

campaigns:
  all:
    title: The whole story
    about: |
      Every crisis in order.
    seats: [north, south]
    crises: [$crisis]

# The first whose condition holds is the ending; the last has none.
endings:
  - id: together
    title: Together
    when: trust >= 50
    text: |
      Say how the story closes when they have kept their trust.
  - id: apart
    title: Apart
    text: |
      Say how it closes otherwise.

people:
  northern-leader:
    name: The Northern leader
    born: 1900
    side: north
    role: Chairman of the North
    text: |
      A few honest sentences on who this was. [@northern-record]
  southern-leader:
    name: The Southern leader
    born: 1900
    side: south
    role: President of the South
    text: |
      A few honest sentences on who this was. [@southern-record]

# What the texts rest on. Cite works in texts as [@northern-record]; `side` says whose record it is.
bibliography:
  northern-record:
    kind: document
    title: A document of the Northern side
    year: 1950
    where: Its archive, and how to find it there
    side: north
    note: Say what was checked, and what was not.
  southern-record:
    kind: document
    title: A document of the Southern side
    year: 1950
    where: Its archive, and how to find it there
    side: south
    note: Say what was checked, and what was not.
""")

CRISIS: Final = Template("""\
# One crisis: what happens, in order. Every key is explained in docs/scenario-format.md.
crisis: $id
title: $title
tagline: One line to choose it by.
dates:
  from: $since
  until: $until
place: Where it was
minutes: 5

# Facts that may become true. Conditions read them: `when: $flag`.
flags:
  $flag: $offer

# What each side knew when it began, and not more. `all:` is for whoever is not named.
# Marks in texts: [[person-or-term]] links, [@work] cites, *word* stresses.
briefing:
  full:
    $first: |
      What $first_name knew and feared at the beginning, and nothing that it could not know.
      Two or three paragraphs are enough.
    $second: |
      What $second_name knew and feared at the beginning, and nothing that it could not know.
      Two or three paragraphs are enough.
  short:
    $first: |
      The same in two sentences, for $first_name.
    $second: |
      The same in two sentences, for $second_name.

# What no leader chose: money, distance, harvests, alliances.
forces:
  - title: A force
    text: |
      What it did to both of them, whoever decided.

beats:
  - id: the-offer
    title: The offer
    actor: $first
    date: $since
    importance: 3
    question: What does $first_name decide?
    briefing:
      full: |
        What was known at this moment, what was not, and what made it hard. $cite_first
      short: |
        The same in a sentence.
    # advisers:
    #   - who: a-person-of-the-pack
    #     says: |
    #       What they argue, in our words.
    #     leans: make-the-offer
    choices:
      - id: make-the-offer
        title: Make the offer.
        text: What it means, in a sentence.
        history: true
        evidence: |
          How we know that it was decided so. $cite_first
$effects_one
        sets: [$flag]
        outcome:
          full:
            $first: |
              What $first_name saw of it, in some sentences that show rather than judge.
            $second: |
              What $second_name learnt of it, and when, in some sentences.
          short:
            $first: What $first_name saw.
            $second: What $second_name learnt.
      - id: stay-silent
        title: Say nothing, and wait.
        text: What it means, in a sentence.
        plausibility: argued
        likeness: 30
        weight: 10
        evidence: |
          Who urged it, and where that is written. $cite_first
        rewrite: What else must have been different for this to be chosen.
$effects_two
        outcome:
          full:
            $first: |
              What $first_name saw of it, in some sentences that show rather than judge.
            $second: |
              What $second_name learnt of it, and when, in some sentences.
          short:
            $first: What $first_name saw.
            $second: What $second_name learnt.
    happened: |
      What history did here, and why. $cite_first

  - id: the-answer
    title: The answer
    actor: $second
    date: $answered
    question: What does $second_name answer?
    # A text may differ by what has happened: the first wording whose `when` holds is read.
    briefing:
      full:
        - when: $flag
          text: |
            The offer lies on the table, and everybody waits. Say what was known of it, and what was not. $cite_second
        - text: |
            Nothing has been offered, and everybody waits. Say what was known, and what was not. $cite_second
      short:
        - when: $flag
          text: |
            The offer lies on the table.
        - text: |
            Nothing has been offered.
    choices:
      - id: accept
        title: Accept.
        text: What it means, in a sentence.
        history: true
        when: $flag
        closed: Nothing was offered.
        evidence: |
          How we know that it was decided so. $cite_second
$effects_three
        outcome:
          full:
            $first: |
              What $first_name learnt of it, and when, in some sentences.
            $second: |
              What $second_name saw of it, in some sentences that show rather than judge.
          short:
            $first: What $first_name learnt.
            $second: What $second_name saw.
      - id: refuse
        title: Refuse.
        text: What it means, in a sentence.
        plausibility: documented
        likeness: 20
        weight: 10
        evidence: |
          Who urged it, and where that is written. $cite_second
        rewrite: What else must have been different for this to be chosen.
$effects_four
        outcome:
          full:
            $first: |
              What $first_name learnt of it, and when, in some sentences.
            $second: |
              What $second_name saw of it, in some sentences that show rather than judge.
          short:
            $first: What $first_name learnt.
            $second: What $second_name saw.
    happened: |
      What history did here, and why. $cite_second

# How the crisis closed in this timeline; the last has no condition.
endings:
  - id: an-offer-was-made
    title: An offer was made
    when: $flag
    text: |
      How things stood when an offer had been made.
  - id: nothing-was-offered
    title: Nothing was offered
    text: |
      How things stood otherwise.

happened:
  full: |
    What happened in history, from beginning to end, with its sources. Who suffered is told in human_cost,
    in words and ranges, and is never a meter. $cite_first $cite_second
  short: |
    The same in two sentences. $cite_first $cite_second

questions:
  - |
    A question for discussion that has no answer in the text.

quiz:
  - ask: A question with one right answer?
    answer: The right one
    others: [A wrong one, Another wrong one]
    because: |
      Why. $cite_first
""")
