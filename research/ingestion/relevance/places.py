"""What places and people are called in texts, beside the names of countries in CLDR."""

from collections.abc import Mapping

#: By ISO code: people of a country, its parts and towns that studies of migration name.
CALLED: Mapping[str, tuple[str, ...]] = {
    "AE": ("UAE", "Emirati", "Dubai", "Abu Dhabi", "Sharjah"),
    "AF": ("Afghan", "Afghani", "Afghanistani", "Kabul", "Herat", "Hazara"),
    "BD": (
        "Bangladeshi", "Dhaka", "Sylhet", "Sylheti", "Chittagong", "Chattogram", "Khulna",
        "Cox's Bazar", "Comilla", "Cumilla", "Rajshahi", "Barishal", "Noakhali",
    ),
    "BH": ("Bahraini", "Manama"),
    "BT": ("Bhutanese", "Thimphu"),
    "IN": (
        "Indian", "Kerala", "Keralite", "Malayali", "Tamil Nadu", "Uttar Pradesh", "Bihar",
        "Bihari", "Gujarat", "Gujarati", "Maharashtra", "Mumbai", "New Delhi", "Delhi", "Kolkata",
        "Calcutta", "Bengaluru", "Bangalore", "Chennai", "Hyderabad", "Telangana",
        "Andhra Pradesh", "West Bengal", "Odisha", "Orissa", "Rajasthan", "Assam", "Jharkhand",
        "Chhattisgarh", "Madhya Pradesh", "Karnataka", "Haryana", "Uttarakhand", "Goa",
        "Ahmedabad", "Surat", "Indian Punjab", "NRI",
    ),
    "JO": ("Jordanian",),
    "KW": ("Kuwaiti",),
    "LB": ("Lebanese",),
    "LK": ("Sri Lankan", "Colombo", "Jaffna", "Sinhalese", "Sinhala", "Kandy", "Ceylon"),
    "MV": ("Maldivian",),
    "MY": ("Malaysian", "Kuala Lumpur"),
    "NP": (
        "Nepali", "Nepalese", "Kathmandu", "Madhesi", "Terai", "Tarai", "Pokhara",
        "Chitwan", "Gurkha", "Madhesh", "Karnali",
    ),
    "OM": ("Omani", "Muscat"),
    "PK": (
        "Pakistani", "Karachi", "Lahore", "Islamabad", "Sindh", "Sindhi", "Balochistan",
        "Khyber Pakhtunkhwa", "Azad Kashmir", "Mirpuri", "Peshawar", "Gilgit-Baltistan",
        "Pakistani Punjab",
    ),
    "QA": ("Qatari", "Doha"),
    "SA": ("Saudi", "Saudis", "KSA", "Riyadh", "Jeddah"),
}  # fmt: skip
_SOUTH_ASIA = ("AF", "BD", "BT", "IN", "LK", "MV", "NP", "PK")
_GULF = ("AE", "BH", "KW", "OM", "QA", "SA")
#: More than one country under one name.
REGIONS: Mapping[str, tuple[str, ...]] = {
    "South Asia": _SOUTH_ASIA,
    "South Asian": _SOUTH_ASIA,
    "South and Southeast Asia": _SOUTH_ASIA,
    "South and South-East Asia": _SOUTH_ASIA,
    "Indian subcontinent": _SOUTH_ASIA,
    "SAARC": _SOUTH_ASIA,
    "Colombo Process": _SOUTH_ASIA,
    "Punjab": ("IN", "PK"),
    "Punjabi": ("IN", "PK"),
    "Bengal": ("BD", "IN"),
    "Bengali": ("BD", "IN"),
    "Tamil": ("IN", "LK"),
    "Kashmir": ("IN", "PK"),
    "Kashmiri": ("IN", "PK"),
    "Gulf": _GULF,
    "GCC": _GULF,
    "Gulf Cooperation Council": _GULF,
    "Arabian Peninsula": _GULF,
}
#: What holds such a name and is none of it.
OTHERS = (
    "American Indian",
    "Bay of Bengal",
    "Gulf Coast",
    "Gulf of",
    "Gulf Stream",
    "Gulf War",
    "Indian Ocean",
    "Indian reservation",
    "Native Indian",
    "Red Indian",
    "West Indian",
    "West Indies",
)
#: Parts and peoples of the rest of the world, as titles name them.
ELSEWHERE = (
    "Africa", "African", "America", "American", "Arab", "Australian", "Brazilian", "Britain",
    "British", "Canadian", "Central Asia", "Chinese", "Dutch", "East Asia", "England", "Ethiopian",
    "EU", "Europe", "European", "Filipino", "French", "German", "Indonesian", "Iranian", "Italian",
    "Japanese", "Korea", "Korean", "Latin America", "Mexican", "Polish", "Russian", "Scotland",
    "Southeast Asia", "Spanish", "Syrian", "Thai", "Turkey", "Turkish", "UK", "Ukrainian", "US",
    "USA", "Venezuelan", "Vietnamese", "Wales",
)  # fmt: skip
