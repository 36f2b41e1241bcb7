"""Words of flight, shelter, aid, health, money and trade; written like war.py."""

from __future__ import annotations

TABLE = """
displace displacement uproot flee flight exodus force_from_home drive_from_home drive_out force_out force_to_flee
    force_to_leave leave_home flee_home forced_from_home driven_from_home lose_home > leave go move
flee flight run_from escape take_flight run_away take_to_road > leave go move
flight displacement exodus
flight_from > people
exodus flow outflow flight movement
mass large-scale large_scale widespread
newly_displaced new_displacement newly_uprooted
flow wave stream movement influx
pour stream flow > go cross
pour_over flood
leave depart quit go_out exit move_out go_away > go move
leave abandon give_up
abandon give_up relinquish quit
depart departure leave
stay remain keep not_leave
remain stay still continue keep
still remain continue keep
still yet
go travel head journey > move
travel go visit journey trip > come
visit come_to travel_to trip
visit arrive go come
arrive arrival come reach get_to go_to
come arrive
arrive / visit / enter > come
enter go_into cross_into come_into move_into drive_into arrive pass_into > come go reach
entry enter crossing cross
enter cross
cross pass go_over go_across get_across > go move travel
cross / pass / drive > go
pass cross
carry transport bring convey
move go relocate transfer shift travel
relocate move transfer
resettle settle
bring send carry transport move deliver
bring_in send_in carry_in ship_in bring
send dispatch bring deliver
return go_back gone_back went_back come_back came_back go_home move_back come_home head_back gone_home make_way_back
    back_in be_back
return_home go_home return
returnee return
take_in receive host accept admit shelter accommodate
host home_to shelter live accommodate house
house accommodate shelter lodge
gather assemble congregate
turn_back push_back stop send_back
hold_back stop prevent block keep_from
let_through allow_through let_in admit allow
shut close closed closure shutdown
closure closing close shut shutdown
open reopen
keep_open leave_open
in_the_open outdoors outside out_in_open open_air
under_tree / in_the_open > without_shelter
shelter roof take_refuge seek_refuge find_refuge
shelter tent
individual_tent tent
unfinished incomplete
crowded overcrowded full
full overcrowded at_capacity
squeeze cram pack crowd
densely_populated populous > populated
populated inhabited
empty deserted abandoned
nearly_empty almost_empty
freezing > cold
cold freezing
cold_weather cold
night overnight
separate split

aid assistance relief help humanitarian_aid humanitarian_assistance support
humanitarian_aid relief_aid > aid assistance relief help support
humanitarian relief aid
aid_agency relief_agency aid_organisation humanitarian_agency humanitarian_organisation aid_group > agency
    organisation humanitarian
aid_agency relief_actor aid_partner humanitarian_partner relief_organisation
delivery shipment consignment convoy supply
deliver delivery bring supply
shipment consignment delivery transfer
truck lorry truckload truckloads > vehicle
supply good
cross-border cross_border across_the_border through_border
aid_access humanitarian_access access
access reach get_to entry
unhindered unimpeded freely without_hindrance without_obstacle unobstructed free
reach get_to get
need require
need needy in_need
in_need need_aid need_help need_assistance require_aid require_assistance require_help
demand > need
requirement need
essential basic_goods necessity basic basics
urgent pressing
mechanism operation arrangement scheme
plan programme project scheme
plan scheme
provide give supply contribute deliver
give provide grant
grant give
provide allocate disburse
fund finance pay money funding
fund pot
funding money finance
unfunded not_funded without_funding lack_funding underfunded
donor contributor
additional extra further more another added new
extra additional further
revise update
respond response
overwhelm overstretch overload
crisis emergency disaster
catastrophe disaster > crisis
exploitation abuse
malnutrition undernutrition malnourished malnourishment
stunt stunting stunted_growth
scavenge scavenging
child_labour child_labor > labour
domestic_violence > violence abuse
marriage marry
insecurity > unrest

health medical healthcare health_care
health_care healthcare medical_care > care
treatment care
life-saving lifesaving vital
case infection > patient
infect infection catch contract test_positive
catch contract infected get
positive infected
test testing
swab test
sample test
negative not_infected
pending awaited outstanding await_result
quarantine isolation isolate
isolate isolation quarantine
disease illness virus
virus coronavirus covid
pandemic > epidemic outbreak
ventilator respirator > equipment
bed capacity
medicine drug medication > supply
stock supply stockpile reserve
staff personnel
service work
suspend halt stop interrupt pause close
suspend_work suspend_service suspend_operation stop_working halt_work halt_service halt_operation suspend
out_of_service out_of_action unusable not_working inoperable non-operational
evacuate evacuation empty clear
evacuate bring_out take_out remove
disaster catastrophe

money fund cash
currency money
currency lira pound
pay payment wage
wage salary pay
price cost
cost price expense
cost come_to total run_to
cost worth
unaffordable not_affordable unable_to_afford cannot_afford out_of_reach
good product item commodity
food / medicine / good > supply
trade commerce business
everyday daily day-to-day
daily every_day each_day a_day per_day
informal_market black_market unofficial_market parallel_market > market
official_rate > rate
informal unofficial
rate exchange_rate
rate level
low / high > level
record_low lowest all-time_low
record_high highest all-time_high new_high
value worth
lose_half halve half fall_by_half down_by_half
collapse plunge crash slump > fall drop decline
fall drop decline decrease slide sink weaken depreciate depreciation go_down lose_value come_down > lower
slump downturn recession > decline
downturn slump recession
rise increase grow climb go_up growth > higher
rise / grow / increase / climb > more higher
soar surge jump > rise increase grow climb go_up
double twofold twice
fluctuate vary
economic economy
economic_downturn economic_slump recession
company firm business
gas / oil / hydrocarbon > energy
sell sale
arms_sale arms_deal
investment invest
profit benefit gain
job work
replace substitute instead
replace swap exchange switch change
introduce bring_in
minimum basic
buy purchase acquire procure
exceed surpass outstrip go_beyond top be_more above over
exceed beyond
take_in host > arrive
let_through > deliver delivery
"""
